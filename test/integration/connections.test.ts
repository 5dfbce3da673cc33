import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startCore, type Core, type CoreOptions } from '../../electron/core/index.ts'
import type { EventName } from '../../shared/api.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { roomIn } from '../support/room-in.ts'
import { errorOf, keptLog, until, type KeptLog } from '../support/source-kit.ts'
import { createTestVault, type TestVault } from '../support/test-vault.ts'

const password = 'CANARY-pw@/:?#%-1'
const open: (() => Promise<void> | void)[] = []
let locked: RedisServer
let dataDir: string
let vault: TestVault
let log: KeptLog
let events: [EventName, unknown][]

beforeAll(async () => {
  locked = await startRedis({ password })
})
afterAll(() => locked.stop())
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tallyscope-connections-'))
  vault = createTestVault()
  log = keptLog()
  events = []
  await locked.command('FLUSHDB')
})
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
  expectNoSecret()
  rmSync(dataDir, { recursive: true, force: true })
})

/** In no file, log line or event. */
function expectNoSecret(): void {
  for (const name of readdirSync(dataDir, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue
    const bytes = readFileSync(join(name.parentPath, name.name))
    expect([name.name, bytes.includes('CANARY')]).toEqual([name.name, false])
  }
  expect(log.lines.filter((line) => line.includes('CANARY'))).toEqual([])
  expect(JSON.stringify(events)).not.toContain('CANARY')
}

async function core(more: Partial<CoreOptions> = {}): Promise<Core> {
  const started = await startCore({
    host: 'electron',
    version: '0.0.0',
    dataDir,
    log,
    vault,
    emit: (event, payload) => void events.push([event, payload]),
    ...more,
  })
  open.push(() => started.stop())
  // No answer of any method holds it.
  const api = Object.fromEntries(
    Object.entries(started.api).map(([name, method]) => [
      name,
      async (input: unknown) => {
        try {
          const answer = await (method as (input: unknown) => Promise<unknown>)(input)
          expect(JSON.stringify(answer)).not.toContain('CANARY')
          return answer
        } catch (error) {
          expect(String((error as Error).stack)).not.toContain('CANARY')
          throw error
        }
      },
    ]),
  ) as unknown as Core['api']
  return { ...started, api }
}

const passwordStates = async ({ api }: Core): Promise<string[]> =>
  (await api.connections()).items.map((item) => item.password)
const stateOf = async ({ api }: Core): Promise<string> => {
  const { status } = await api.connection()
  return 'why' in status ? `${status.state} ${status.why}` : status.state
}

describe('the password of a saved connection', () => {
  it('is stored in the keyring, and taken from there at the next start', async () => {
    const first = await core()
    const { id } = await first.api.saveConnection({ url: locked.url, password })
    expect(await passwordStates(first)).toEqual(['stored'])
    expect((await first.api.openConnection({ id })).status.state).toBe('ready')
    await first.stop()
    const second = await core()
    expect((await second.api.connection()).source.id).toBe(id)
    await until(async () => (await stateOf(second)) === 'ready', 'the last connection is taken up')
    expect(await passwordStates(second)).toEqual(['stored'])
    expect((await second.api.connections()).storage).toEqual({ canStore: true, why: null })
  })

  it('in an address is taken out of it and stored too', async () => {
    const { api, ...rest } = await core()
    const url = locked.url.replace('//', `//:${encodeURIComponent(password)}@`)
    const { source } = await api.connect({ url, name: 'Locked' })
    expect(source.address).toBe(`${locked.url}/0`)
    expect(await passwordStates({ api, ...rest })).toEqual(['stored'])
    await api.useSample()
    expect((await api.connect({ url: locked.url })).source).toMatchObject({ id: source.id, name: 'Locked' })
    expect((await api.connections()).items).toHaveLength(1)
  })

  it('stays in memory where the keyring is none, and must be typed after the next start', async () => {
    vault.says = { canStore: false, why: 'plain_text' }
    const first = await core()
    const { id } = await first.api.saveConnection({ url: locked.url, password })
    expect(await passwordStates(first)).toEqual(['session'])
    await first.api.openConnection({ id })
    await first.stop()
    const second = await core()
    expect(await passwordStates(second)).toEqual(['needed'])
    await until(async () => (await stateOf(second)) !== 'connecting', 'the stand-in has looked for it')
    expect(await stateOf(second)).toBe('refused password_needed')
    expect((await errorOf(second.api.retry())).code).toBe('password_needed')
    expect((await errorOf(second.api.overview({ zone: 'UTC' }))).code).toBe('password_needed')
    expect((await errorOf(second.api.openConnection({ id }))).code).toBe('password_needed')
    expect((await second.api.openConnection({ id, password })).status.state).toBe('ready')
    expect(await passwordStates(second)).toEqual(['session'])
    expect((await second.api.connections()).storage).toEqual({ canStore: false, why: 'plain_text' })
  })

  it('stays in memory too where the person does not want it stored', async () => {
    const { api, ...rest } = await core()
    const { id } = await api.saveConnection({ url: locked.url, password, storePassword: false })
    expect(await passwordStates({ api, ...rest })).toEqual(['session'])
    expect((await api.openConnection({ id })).status.state).toBe('ready')
    await api.saveConnection({ id, password })
    expect(await passwordStates({ api, ...rest })).toEqual(['stored'])
  })

  it('that the keyring cannot read any more is told as such, and typed again it is stored anew', async () => {
    const first = await core()
    const { id } = await first.api.saveConnection({ url: locked.url, password })
    await first.api.openConnection({ id })
    await first.stop()
    vault.changeKey()
    const second = await core()
    await until(
      async () => (await stateOf(second)) === 'refused password_unreadable',
      'it is seen to be unreadable',
    )
    expect(await passwordStates(second)).toEqual(['unreadable'])
    expect(log.lines.some((line) => line.includes('cannot be read from the keyring'))).toBe(true)
    expect((await errorOf(second.api.testConnection({ id }))).code).toBe('password_unreadable')
    expect((await second.api.openConnection({ id, password })).status.state).toBe('ready')
    expect(await passwordStates(second)).toEqual(['stored'])
  })

  it('that only waited for the keyring comes back by a retry', async () => {
    const first = await core()
    const { id } = await first.api.saveConnection({ url: locked.url, password })
    await first.api.openConnection({ id })
    await first.stop()
    const { open: unseal } = vault
    vault.open = () => Promise.reject(new Error('the keyring is locked'))
    const second = await core()
    await until(async () => (await stateOf(second)).startsWith('refused'), 'the keyring does not answer')
    vault.open = unseal
    expect((await second.api.retry()).status.state).toBe('ready')
    expect(await passwordStates(second)).toEqual(['stored'])
  })

  it('is sealed anew when the keyring has a new key', async () => {
    const first = await core()
    const { id } = await first.api.saveConnection({ url: locked.url, password })
    vault.changeKey({ keepsOld: true })
    await first.api.openConnection({ id })
    const sealed = readFileSync(join(dataDir, 'settings.json'), 'utf8')
    vault.changeKey({ keepsOld: true })
    await first.stop()
    const second = await core()
    await until(async () => (await stateOf(second)) === 'ready', 'the text that was sealed anew opens')
    expect(readFileSync(join(dataDir, 'settings.json'), 'utf8')).not.toBe(sealed)
  })

  it('that is wrong is not kept, and the connection of before stays', async () => {
    const { api, ...rest } = await core()
    const { id } = await api.saveConnection({ url: locked.url, password })
    const wrong = api.openConnection({ id, password: 'CANARY-wrong' })
    expect((await errorOf(wrong)).code).toBe('wrong_password')
    expect((await api.connection()).sample).toBe(true)
    expect((await api.openConnection({ id })).status.state).toBe('ready')
    expect(await passwordStates({ api, ...rest })).toEqual(['stored'])
  })

  it('is kept by an edit that does not speak of it and removed by one that says null', async () => {
    const { api, ...rest } = await core()
    const { id } = await api.saveConnection({ url: locked.url, password })
    await api.saveConnection({ id, name: 'Renamed', url: locked.url })
    expect((await api.testConnection({ id })).ok).toBe(true)
    await api.saveConnection({ id, password: null })
    expect(await passwordStates({ api, ...rest })).toEqual(['none'])
    const { ok, checks } = await api.testConnection({ id })
    expect([ok, checks[0]!.code]).toEqual([false, 'password_needed'])
  })

  it('goes along with a copy and comes back with what was deleted', async () => {
    const { api, ...rest } = await core()
    const { id } = await api.saveConnection({ url: locked.url, password, storePassword: false })
    const copy = await api.duplicateConnection({ id })
    await api.deleteConnection({ id })
    expect((await api.openConnection({ id: copy.id })).status.state).toBe('ready')
    await api.restoreConnection({ id })
    expect((await api.openConnection({ id })).status.state).toBe('ready')
    expect(await passwordStates({ api, ...rest })).toEqual(['session', 'session'])
  })

  it('sealed by the desktop app stays so where another host asks for it', async () => {
    const desktop = await core()
    const { id } = await desktop.api.saveConnection({ url: locked.url, password })
    await desktop.stop()
    const browser = await startCore({
      host: 'browser',
      version: '0.0.0',
      dataDir,
      log,
      emit: () => undefined,
    })
    open.push(() => browser.stop())
    expect(await passwordStates(browser)).toEqual(['needed'])
    await browser.api.openConnection({ id, password })
    expect(await passwordStates(browser)).toEqual(['session'])
    await browser.stop()
    expect(await passwordStates(await core())).toEqual(['stored'])
  })

  it('of a user of an ACL is sent with the user', async () => {
    await locked.command('ACL', 'SETUSER', 'reader', 'on', `>${password}2`, '~*', '+@read', '+@connection')
    const { api } = await core()
    const url = locked.url.replace('//', `//reader:${encodeURIComponent(`${password}2`)}@`)
    const { source } = await api.connect({ url })
    const { items } = await api.connections()
    expect(items[0]).toMatchObject({ id: source.id, user: 'reader', password: 'stored' })
    expect((await api.testConnection({ id: items[0]!.id })).ok).toBe(true)
    // The same address with another user is another connection.
    await api.connect({ url: locked.url.replace('//', `//:${encodeURIComponent(password)}@`) })
    expect((await api.connections()).items.map(({ user }) => user)).toEqual(['reader', null])
  })
})

describe('an edit of the connection that is open', () => {
  it('of its name, colour, mark and zone shows at once and touches no connection to the server', async () => {
    const { api } = await core()
    const { source } = await api.connect({
      url: locked.url.replace('//', `//:${encodeURIComponent(password)}@`),
    })
    const clients = async (): Promise<string> =>
      String(await locked.command('INFO', 'stats')).match(/total_connections_received:(\d+)/)![1]!
    const before = await clients()
    await api.saveConnection({
      id: source.id!,
      name: 'Renamed',
      colour: 'red',
      production: true,
      reportZone: 'UTC',
    })
    const state = await api.connection()
    expect(state.source).toMatchObject({
      name: 'Renamed',
      colour: 'red',
      production: true,
      reportZone: 'UTC',
    })
    expect(state.status.state).toBe('ready')
    expect((await api.overview({ zone: 'UTC' })).source).toBe('Renamed')
    expect(await clients()).toBe(before)
    expect(events.at(-1)![0]).toBe('connections')
  })

  it('of its name holds also where the keyring was being asked meanwhile', async () => {
    const first = await core()
    const { source } = await first.api.connect({
      url: locked.url.replace('//', `//:${encodeURIComponent(password)}@`),
    })
    await first.stop()
    let answer = (): void => undefined
    const asked = new Promise<void>((resolve) => (answer = resolve))
    const unseal = vault.open
    vault.open = (text) => asked.then(() => unseal(text))
    const second = await core()
    const saved = second.api.saveConnection({ id: source.id!, name: 'Renamed' })
    answer()
    await saved
    await until(async () => (await stateOf(second)) === 'ready', 'its password is there')
    expect((await second.api.connection()).source.name).toBe('Renamed')
  })

  it('of its statuses changes every success figure', async () => {
    await roomIn('hour')
    const day = Math.floor(Date.now() / 86_400_000)
    await locked.seed({
      [`stats:day:${day}:total`]: '10',
      [`stats:day:${day}:status:Fine`]: '6',
      [`stats:day:${day}:status:error`]: '4',
    })
    const { api, ...rest } = await core()
    const { source } = await api.connect({
      url: locked.url.replace('//', `//:${encodeURIComponent(password)}@`),
    })
    const rates = async (): Promise<unknown> => {
      const { today, success } = await api.overview({ zone: 'UTC', complete: true })
      return [today.successRate, today.successRateUtcDay, success.rate, success.unclassified]
    }
    expect(await rates()).toEqual([0, 0, 0, 6])
    await api.saveConnection({ id: source.id!, statusLists: { success: ['FINE'], error: ['error'] } })
    await until(async () => (await stateOf({ api, ...rest })) === 'ready', 'it is read by the new rules')
    expect(await rates()).toEqual([0.6, 0.6, 0.6, 0])
  })
})

describe('an edit that leads to another address', () => {
  it('asks what becomes of the archive: it goes along, or stays with the old address', async () => {
    const day = Math.floor(Date.now() / 86_400_000)
    const seed = Object.fromEntries(
      [day - 1, day, day + 1].flatMap((one) => [
        [`stats:day:${one}:total`, '7'],
        [`stats:day:${one}:api:/a`, '7'],
        [`stats:day:${one}:status:ok`, '7'],
      ]),
    )
    const other = await startRedis()
    open.push(() => other.stop())
    await other.seed(seed)
    const { api, ...rest } = await core()
    const { source } = await api.connect({ url: other.url })
    await api.overview({ zone: 'UTC', complete: true })
    const moved = await startRedis()
    open.push(() => moved.stop())
    await moved.seed(seed)
    const id = source.id!
    const edit = { id, url: moved.url }
    expect((await errorOf(api.saveConnection(edit))).code).toBe('source_changed')
    expect((await api.connections()).items[0]!.place.port).toBe(other.port)
    expect((await api.saveConnection({ id, prefix: 'stats', production: true })).production).toBe(true)

    await api.saveConnection({ ...edit, archive: 'keep' })
    await until(async () => (await stateOf({ api, ...rest })) === 'ready', 'the new address is watched')
    // Known from the archive that went along: no scan was needed.
    const { hotApis } = await api.overview({ zone: 'UTC', complete: true })
    expect(hotApis).toMatchObject([{ endpoint: '/a', calls: 7 }])
    const names = readdirSync(join(dataDir, 'archives')).filter((name) => name.endsWith('.sqlite'))
    expect(names).toHaveLength(2)
    const usage = String(await moved.command('INFO', 'commandstats'))
    expect(usage).not.toContain('cmdstat_scan')

    const third = await startRedis()
    open.push(() => third.stop())
    await api.saveConnection({ id, url: third.url, archive: 'new' })
    await until(async () => (await stateOf({ api, ...rest })) === 'ready', 'the third address is watched')
    await api.overview({ zone: 'UTC' })
    const thirdArchive = (await api.appInfo()).archive!.file
    expect(thirdArchive).toMatch(/-1\.sqlite$/)

    // Back at an address of before, its own archive is there.
    await api.saveConnection({ id, url: moved.url, archive: 'new' })
    await until(async () => (await stateOf({ api, ...rest })) === 'ready', 'the second address is back')
    expect((await api.overview({ zone: 'UTC' })).hotApis).toMatchObject([{ endpoint: '/a' }])
    expect((await api.appInfo()).archive!.file).not.toBe(thirdArchive)
  })
})

describe('the list of connections', () => {
  it('tells every page of each change', async () => {
    const { api } = await core()
    const { id } = await api.saveConnection({ url: 'redis://127.0.0.1:1' })
    await api.duplicateConnection({ id })
    await api.deleteConnection({ id })
    await api.restoreConnection({ id })
    const lengths = events
      .filter(([name]) => name === 'connections')
      .map(([, list]) => (list as { items: unknown[] }).items.length)
    expect(lengths).toEqual([1, 2, 1, 2])
  })

  it('gives new ones a colour that no other has, while there are any', async () => {
    const { api } = await core()
    const colours = []
    for (let port = 1; port <= 8; port++)
      colours.push((await api.saveConnection({ url: `redis://127.0.0.1:${port}` })).colour)
    expect(new Set(colours).size).toBe(8)
  })

  it('is not changed by a command line, which takes up none either', async () => {
    const first = await core()
    const { id } = await first.api.saveConnection({ url: locked.url, password })
    await first.api.openConnection({ id })
    await first.stop()
    const settings = readFileSync(join(dataDir, 'settings.json'), 'utf8')
    const second = await core({ remembersConnection: false, prefixes: { prefix: 'other' } })
    expect((await second.api.connection()).sample).toBe(true)
    const { source } = await second.api.openConnection({ id })
    expect([source.id, source.prefix]).toEqual([id, 'other'])
    await second.api.connect({ url: locked.url.replace('//', `//:${encodeURIComponent(password)}@`) })
    expect((await second.api.connection()).source.id).toBeNull()
    expect(readFileSync(join(dataDir, 'settings.json'), 'utf8')).toBe(settings)
  })
})

describe('a search in the keys', () => {
  it('goes in the small steps that the limit of the connection asks for', async () => {
    const redis = await startRedis()
    open.push(() => redis.stop())
    await redis.seed(Array.from({ length: 900 }, (_, i): [string, string] => [`stats:day:1:user:${i}`, '1']))
    const { api } = await core()
    const { id } = await api.saveConnection({ url: redis.url, scanLimit: 300 })
    await api.openConnection({ id })
    expect(await api.discover()).toMatchObject({ lastOutcome: 'done', reason: 'asked' })
    const scans = /cmdstat_scan:calls=(\d+)/.exec(String(await redis.command('INFO', 'commandstats')))![1]
    expect(Number(scans)).toBeGreaterThanOrEqual(3)
  })

  it('takes up a new limit while it runs, over the connection that is open', async () => {
    const redis = await startRedis()
    open.push(() => redis.stop())
    await redis.seed(Array.from({ length: 900 }, (_, i): [string, string] => [`stats:day:1:user:${i}`, '1']))
    const { api } = await core()
    // At this limit it would take a minute and a half.
    const { id } = await api.saveConnection({ url: redis.url, scanLimit: 10 })
    await api.openConnection({ id })
    const found = api.discover()
    await until(
      async () =>
        events.some(([name, state]) => name === 'discovery' && Reflect.get(state as object, 'scanned') > 0),
      'it looks at keys',
    )
    const connects = async (): Promise<string | undefined> =>
      /total_connections_received:(\d+)/.exec(String(await redis.command('INFO', 'stats')))?.[1]
    const before = await connects()
    await api.saveConnection({ id, scanLimit: null })
    expect(await found).toMatchObject({ lastOutcome: 'done' })
    expect(await connects()).toBe(before)
    expect((await api.connections()).items[0]!.scanLimit).toBeNull()
  })
})
