import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createReportStore, type SourceInput } from '../../electron/core/source/create.ts'
import type { ConnectionTest } from '../../shared/connection.ts'
import { testConnection } from '../../electron/core/source/connection-test.ts'
import { systemClock } from '../../electron/core/clock.ts'
import { freePort, startRedis, type RedisServer } from '../support/redis-server.ts'
import { roomIn } from '../support/room-in.ts'
import { plainAnswers, startScriptedPeer } from '../support/scripted-peer.ts'
import { inputFor, keptLog, until, within } from '../support/source-kit.ts'

let server: RedisServer
let day: number

beforeAll(async () => {
  await roomIn('hour')
  day = Math.floor(Date.now() / 86_400_000)
  server = await startRedis()
})
beforeEach(() => server.restart())
afterAll(() => server.stop())

const run = (
  url: string,
  more: Partial<SourceInput> & { isShared?: boolean } = {},
): Promise<ConnectionTest> =>
  within(
    12_000,
    testConnection(
      { ...inputFor(url, more), isShared: more.isShared ?? false },
      { clock: systemClock(), log: keptLog() },
    ),
  )
const check = (result: ConnectionTest, what: string): ConnectionTest['checks'][number] =>
  result.checks.find((one) => one.what === what)!

describe('a test of a connection', () => {
  test('counts endpoints, calls of today and keys, and leaves nothing behind', async () => {
    await server.seed([
      [`stats:day:${day}:total`, '12', 31_000_000],
      [`stats:day:${day}:api:/a`, '5', 31_000_000],
      [`stats:hour:${day * 24}:api:/b`, '7', 90_000],
    ])
    const result = await run(server.url, { name: 'Mine' })
    expect(result).toMatchObject({
      ok: true,
      endpointsSeen: 2,
      callsToday: 12,
      keys: 3,
      mayWrite: true,
      source: { name: 'Mine' },
    })
    expect(result.checks.map(({ what, outcome }) => [what, outcome])).toEqual([
      ['connect', 'ok'],
      ['time', 'ok'],
      ['info', 'ok'],
      ['role', 'ok'],
      ['counters', 'ok'],
      ['mget', 'ok'],
      ['type', 'ok'],
      ['ttl', 'ok'],
      ['scan', 'ok'],
      ['index', 'empty'],
    ])
    expect(result.latencyMs).toBeGreaterThan(0)
    await until(
      async () => !String(await server.command('CLIENT', 'LIST')).includes('tallyscope'),
      'it is closed',
    )
  })

  test('takes the endpoints of an index where there is one', async () => {
    await server.seed({ [`stats:day:${day}:total`]: '12' })
    await server.command('ZADD', 'stats:index:apis', '1', '/a', '2', '/b', '3', '/c')
    expect(await run(server.url)).toMatchObject({ endpointsSeen: 3 })
  })

  test('names counters without expiry and with one that is too short', async () => {
    const hour = Math.floor(Date.now() / 3_600_000)
    await server.seed([
      [`stats:day:${day}:total`, '12'],
      [`stats:hour:${hour}:total`, '12', 100],
    ])
    const { issues } = await run(server.url)
    expect(issues.find(({ code }) => code === 'no_expiry')?.key).toBe(`stats:day:${day}:total`)
    expect(issues.find(({ code }) => code === 'short_expiry')?.key).toMatch(/^stats:hour:/)
  })

  test('names a total that is no counter', async () => {
    await server.command('SET', `stats:day:${day}:total`, 'many')
    expect((await run(server.url)).issues).toMatchObject([{ code: 'bad_value' }, { code: 'no_expiry' }])
    await server.command('DEL', `stats:day:${day}:total`)
    await server.command('LPUSH', `stats:day:${day}:total`, 'x')
    const result = await run(server.url)
    expect(result.issues[0]).toMatchObject({ code: 'wrong_type', key: `stats:day:${day}:total` })
    expect(check(result, 'counters').outcome).toBe('refused')
  })
})

describe('where nothing is counted, a test is fine and says what to look at:', () => {
  test('an empty database', async () => {
    const result = await run(server.url)
    expect(result.ok).toBe(true)
    expect(check(result, 'counters')).toMatchObject({ outcome: 'empty', ok: true })
    expect(check(result, 'counters').message).toContain('database number')
  })

  test('another database with keys', async () => {
    await server.command('SELECT', '3')
    await server.command('SET', 'stats:day:1:total', '1')
    await server.command('SELECT', '0')
    expect(check(await run(server.url), 'counters').message).toContain('3 (1 keys)')
  })

  test('another prefix', async () => {
    await server.seed({ [`counts:day:${day}:total`]: '9' })
    expect(check(await run(server.url), 'counters').message).toContain('prefix')
    expect(await run(server.url, { prefix: 'counts' })).toMatchObject({ callsToday: 9 })
  })

  test('no call today', async () => {
    await server.seed({ [`stats:day:${day - 1}:total`]: '9' })
    expect(check(await run(server.url), 'counters').message).toContain('today')
  })
})

describe('the rule for the administrator', () => {
  test('serves every check, and each right taken out of it is named', async () => {
    await server.seed({ [`stats:day:${day}:total`]: '12', [`stats:day:${day}:api:/a`]: '12' })
    await server.command('ZADD', 'stats:index:apis', '1', '/a')
    const { aclRule } = await run(server.url)
    await server.command(...aclRule.split(' '))
    const url = server.url.replace('//', '//tallyscope:PASSWORD@')
    const whole = await run(url)
    expect(whole).toMatchObject({ ok: true, mayWrite: false, keys: 3 })
    expect(whole.checks.filter(({ outcome }) => outcome !== 'ok')).toEqual([])

    const costs = {
      time: 'time',
      info: 'info',
      role: 'role',
      mget: 'mget',
      type: 'type',
      ttl: 'ttl',
      scan: 'scan',
      zcard: 'index',
    }
    for (const [right, what] of Object.entries(costs)) {
      await server.command('ACL', 'SETUSER', 'tallyscope', `-${right}`)
      const result = await run(url)
      expect(result.ok, right).toBe(true)
      expect(result.checks.filter(({ outcome }) => outcome === 'refused').map((one) => one.what)).toEqual([
        what,
      ])
      expect(check(result, what)).toMatchObject({ ok: false, code: 'no_permission' })
      await server.command('ACL', 'SETUSER', 'tallyscope', `+${right}`)
    }
    await server.command('ACL', 'SETUSER', 'tallyscope', '-get')
    expect(await run(url)).toMatchObject({ ok: false })
  })

  test('lets reports be shared where they are, and no counter be touched', async () => {
    await server.seed({ [`stats:day:${day}:total`]: '12' })
    const { aclRule } = await run(server.url, { isShared: true })
    await server.command(...aclRule.split(' '))
    const url = server.url.replace('//', '//tallyscope:PASSWORD@')
    const whole = await run(url, { isShared: true })
    expect(whole).toMatchObject({ ok: true, mayWrite: true })
    expect(whole.checks.filter(({ what }) => what === 'share').map(({ outcome }) => outcome)).toEqual(['ok'])
    const store = createReportStore(inputFor(url), { clock: systemClock(), log: keptLog() })!
    const token = '0123456789abcdef0123456789abcdef'
    expect(await store.takeLock(token, 60_000)).toBe(true)
    expect(await store.renewLock(token, 60_000)).toBe(true)
    await store.releaseLock(token)
    expect(await store.write('2026-11-22', 'one')).toBe('written')
    expect(await store.replace('2026-11-22', 'two', () => true)).toBe('written')
    await store.close()
    const dryRun = (...command: string[]): Promise<unknown> =>
      server.command('ACL', 'DRYRUN', 'tallyscope', ...command)
    expect(await dryRun('SET', `stats:day:${day}:total`, '0')).not.toBe('OK')
    expect(await dryRun('DEL', 'report:daily:2026-11-22')).not.toBe('OK')
    expect(await dryRun('GET', `stats:day:${day}:total`)).toBe('OK')

    for (const right of ['set', 'watch', 'multi', 'exec']) {
      await server.command('ACL', 'SETUSER', 'tallyscope', `-${right}`)
      const result = await run(url, { isShared: true })
      expect(result.ok, right).toBe(true)
      expect(result.checks.filter(({ outcome }) => outcome === 'refused').map(({ what }) => what)).toEqual([
        'share',
      ])
      await server.command('ACL', 'SETUSER', 'tallyscope', `+${right}`)
    }
  })
})

describe('a connection that fails is an answer:', () => {
  test('a refused port', async () => {
    const result = await run(`redis://127.0.0.1:${await freePort()}`)
    expect(result).toMatchObject({
      ok: false,
      checks: [{ what: 'connect', outcome: 'failed', code: 'unreachable' }],
    })
  })

  test('a wrong password, which is not repeated', async () => {
    await server.command('CONFIG', 'SET', 'requirepass', 'right')
    const result = await run(server.url.replace('//', '//:CANARY@'))
    await server.kill('SIGKILL')
    expect(result).toMatchObject({ ok: false, checks: [{ code: 'wrong_password' }] })
    expect(JSON.stringify(result)).not.toContain('CANARY')
  })

  test('a frozen server, within 6 s', async () => {
    server.pause()
    const result = await within(6_000, run(server.url))
    server.resume()
    expect(result).toMatchObject({ ok: false, checks: [{ code: 'timeout' }] })
  })

  test('one that breaks in the middle', async () => {
    const peer = await startScriptedPeer((command, socket) => {
      if (command[0] === 'scan') return void socket.destroy()
      return plainAnswers(command, socket)
    })
    const result = await run(peer.url)
    await peer.stop()
    expect(result.ok).toBe(false)
    expect(result.checks.at(-1)).toMatchObject({ outcome: 'failed', code: 'connection_lost' })
  })
})

test('the sample data pass a test without a server', async () => {
  expect(await run('sample:')).toMatchObject({
    ok: true,
    source: { kind: 'sample', address: 'sample:' },
    mayWrite: false,
  })
})
