import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Source } from '../../electron/core/source/source.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { errorOf, sourceFor, until } from '../support/source-kit.ts'

let server: RedisServer
const sources: Source[] = []

beforeAll(async () => {
  server = await startRedis()
  await server.seed({
    'stats:day:1:total': '12',
    'stats:day:1:api:/a': '5',
    'stats:day:1:api:/b': '7',
    'report:daily:2026-11-22': '{}',
    'secret:x': '1',
  })
  await server.command('ZADD', 'stats:index:apis', '5', '/a')
})
afterAll(async () => {
  for (const source of sources) await source.close()
  await server.stop()
})

let users = 0

/** An open source of an account that has all rights of the reader but those taken away. */
async function sourceOf(...rules: string[]): Promise<Source> {
  const user = `reader${(users += 1)}`
  const reading = [
    '+get',
    '+mget',
    '+strlen',
    '+type',
    '+ttl',
    '+zcard',
    '+zrevrange',
    '+scan',
    '+time',
    '+info',
    '+dbsize',
    '+role',
  ]
  await server.command(
    'ACL',
    'SETUSER',
    user,
    'on',
    '>pw',
    'resetkeys',
    '~stats:*',
    '~report:daily:*',
    '-@all',
    ...reading,
    ...rules,
  )
  const source = sourceFor(server.url.replace('//', `//${user}:pw@`))
  sources.push(source)
  await source.open()
  return source
}

const request = { totals: ['stats:day:1:total'], parts: ['stats:day:1:api:/a', 'stats:day:1:api:/b'] }

describe('an account without the right', () => {
  test('to TIME reads everything without the server clock and asks for it in one reading only', async () => {
    const source = await sourceOf('-time')
    for (let i = 0; i < 2; i++) {
      expect(await source.read(request)).toMatchObject({
        serverMs: null,
        totals: [12],
        parts: [5, 7],
        roundTrips: 1,
      })
    }
    const info = String(await server.command('INFO', 'commandstats'))
    expect(/cmdstat_time:.*rejected_calls=2\b/.test(info)).toBe(true)
  })

  test('to MGET reads parts one by one and asks for MGET no more', async () => {
    const source = await sourceOf('-mget')
    expect(await source.read(request)).toMatchObject({ totals: [12], parts: [5, 7], roundTrips: 2 })
    expect(await source.read(request)).toMatchObject({ totals: [12], parts: [5, 7], roundTrips: 1 })
  })

  test('to GET still reads parts and marks the totals', async () => {
    const source = await sourceOf('-get')
    expect(await source.read(request)).toMatchObject({ totals: ['no_permission'], parts: [5, 7] })
    expect(await source.texts(['report:daily:2026-11-22'])).toEqual([null])
  })

  test('to one key among many marks that key alone, and reads the rest in one round trip afterwards', async () => {
    const source = await sourceOf()
    const foreign = {
      totals: ['secret:x'],
      parts: ['stats:day:1:api:/a', 'secret:x', 'stats:day:1:api:/b', 'none'],
    }
    const expected = { totals: ['no_permission'], parts: [5, 'no_permission', 7, 'no_permission'] }
    expect(await source.read(foreign)).toMatchObject({ ...expected, roundTrips: 2 })
    expect(await source.read(foreign)).toMatchObject({ ...expected, roundTrips: 1 })
    expect(await source.read(request)).toMatchObject({ parts: [5, 7], roundTrips: 1 })
  })

  test('to TYPE, TTL or STRLEN gets null and keeps the rest', async () => {
    const source = await sourceOf('-type', '-ttl', '-strlen')
    expect(await source.types(request.parts)).toEqual([null, null])
    expect(await source.ttls(request.parts)).toEqual([null, null])
    expect(await source.texts(request.parts)).toEqual([null, null])
    expect(await source.read(request)).toMatchObject({ totals: [12] })
  })

  test('to SCAN is told so', async () => {
    const source = await sourceOf('-scan')
    expect((await errorOf(source.scanStep({ cursor: null, match: '*', count: 10 }))).code).toBe(
      'no_permission',
    )
    expect(await source.read(request)).toMatchObject({ totals: [12] })
  })

  test.each(['-zcard', '-zrevrange'])('to the index (%s) has none', async (rule) => {
    expect(await (await sourceOf(rule)).index('stats:index:apis')).toBeNull()
  })

  test('to INFO, ROLE, DBSIZE and ACL knows version and role by the greeting and leaves the rest open', async () => {
    const source = await sourceOf('-info', '-role', '-dbsize')
    expect(await source.facts()).toMatchObject({
      version: expect.stringMatching(/^[0-9.]+$/) as string,
      mode: 'standalone',
      role: 'master',
      runId: null,
      evictedKeys: null,
      maxmemoryPolicy: null,
      keys: null,
      mayWrite: null,
    })
    expect(source.status().state).toBe('ready')
  })

  test('to any counter is refused and not tried again', async () => {
    const source = sourceFor(server.url.replace('//', '//nobody:pw@'))
    sources.push(source)
    await server.command('ACL', 'SETUSER', 'nobody', 'on', '>pw', '~other:*', '-@all', '+get', '+mget')
    expect((await errorOf(source.open())).code).toBe('no_permission')
    expect(source.status()).toMatchObject({ state: 'refused', why: 'no_permission' })
  })
})

test('an account without the right to SELECT cannot use another database and is told so', async () => {
  await server.command('ACL', 'SETUSER', 'fixed', 'on', '>pw', '~*', '-@all', '+get', '+mget')
  const source = sourceFor(`${server.url.replace('//', '//fixed:pw@')}/3`)
  sources.push(source)
  const error = await errorOf(source.open())
  expect(error.code).toBe('no_permission')
  expect(error.message).toContain('SELECT')
})

describe('whether the account may write', () => {
  const asking = ['+acl|whoami', '+acl|dryrun', '+acl|getuser']

  test('is no for a reader', async () => {
    expect((await (await sourceOf(...asking)).facts()).mayWrite).toBe(false)
  })

  test('is yes for one who may SET a report', async () => {
    expect((await (await sourceOf(...asking, '+set')).facts()).mayWrite).toBe(true)
  })

  test('is told by the rules where DRYRUN is refused', async () => {
    expect((await (await sourceOf('+acl|whoami', '+acl|getuser')).facts()).mayWrite).toBe(false)
    expect((await (await sourceOf('+@all', '~*', '-acl|dryrun')).facts()).mayWrite).toBe(null)
  })

  test('is never found out by a write', async () => {
    const info = String(await server.command('INFO', 'commandstats'))
    const writes = await (async () => {
      await (await sourceOf(...asking, '+set')).facts()
      return String(await server.command('INFO', 'commandstats'))
    })()
    const sets = (text: string): string | undefined => /cmdstat_set:calls=([0-9]+)/.exec(text)?.[1]
    expect(sets(writes)).toBe(sets(info))
  })
})

test('a right that was granted is used from the next connection on', async () => {
  const source = await sourceOf('-time')
  const serverMs = (): Promise<number | null> =>
    source.read(request).then(
      (result) => result.serverMs,
      () => null,
    )
  expect(await serverMs()).toBeNull()
  await server.command('ACL', 'SETUSER', `reader${users}`, '+time')
  expect(await serverMs()).toBeNull()
  await server.command('CLIENT', 'KILL', 'USER', `reader${users}`)
  await until(async () => (await serverMs()) !== null, 'the server clock is read')
})
