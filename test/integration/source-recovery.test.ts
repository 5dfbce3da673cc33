import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SourceStatus } from '../../shared/connection.ts'
import type { Source } from '../../electron/core/source/source.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { errorOf, sourceFor, until, within } from '../support/source-kit.ts'

let server: RedisServer
let source: Source
let seen: SourceStatus[]

beforeEach(async () => {
  server = await startRedis()
  await server.seed({ 'stats:day:1:total': '5' })
  source = sourceFor(server.url)
  seen = []
  source.onStatus((status) => seen.push(status))
  await source.open()
})
afterEach(async () => {
  await source.close()
  await server.stop()
})

const total = async (): Promise<unknown> =>
  (await source.read({ totals: ['stats:day:1:total'], parts: [] })).totals[0]

describe('a frozen server', () => {
  test('gives an error within 6 s, then errors at once, and heals within 15 s', async () => {
    server.pause()
    const error = await within(6_000, errorOf(total()))
    expect(error.code).toBe('timeout')
    expect(source.status()).toMatchObject({
      state: 'down',
      why: 'timeout',
      nextTryAt: expect.any(String) as string,
    })
    // Nothing is waited for: the error is there before the loop turns once.
    const turned = new Promise<string>((resolve) => setImmediate(() => resolve('waited')))
    expect(await Promise.race([errorOf(total()).then(({ code }) => code), turned])).toBe('timeout')
    server.resume()
    await until(() => source.status().state === 'ready', 'the source is ready', 15_000)
    expect(await total()).toBe(5)
  })

  test('that is frozen before the connection gives an error within 6 s', async () => {
    await source.close()
    server.pause()
    source = sourceFor(server.url)
    expect((await within(6_000, errorOf(source.open()))).code).toBe('timeout')
    expect(source.status().state).toBe('down')
    server.resume()
    await until(() => source.status().state === 'ready', 'the source is ready', 15_000)
  })
})

describe('a killed server', () => {
  test('shows as down without being asked, and the source heals when it is back', async () => {
    await server.kill('SIGKILL')
    await until(() => source.status().state === 'down', 'the source is down')
    expect(source.status()).toMatchObject({ why: 'connection_lost' })
    await errorOf(total())
    await server.restart()
    await server.seed({ 'stats:day:1:total': '6' })
    await until(() => source.status().state === 'ready', 'the source is ready')
    expect(await total()).toBe(6)
    expect(seen.map(({ state }) => state).filter((state, i, all) => state !== all[i - 1])).toEqual([
      'connecting',
      'ready',
      'down',
      'ready',
    ])
  })

  test('keeps the beginning of the outage through all tries', async () => {
    await server.kill('SIGKILL')
    await until(() => seen.filter(({ state }) => state === 'down').length > 4, 'several tries')
    const begins = new Set(seen.flatMap((status) => (status.state === 'down' ? [status.since] : [])))
    expect(begins.size).toBe(1)
  })

  test('fails the readings that are under way', async () => {
    await server.command('CONFIG', 'SET', 'busy-reply-threshold', '60000')
    server.pause()
    const readings = Array.from({ length: 20 }, () => errorOf(total()))
    await server.kill('SIGKILL')
    const codes = new Set((await within(6_000, Promise.all(readings))).map(({ code }) => code))
    expect([...codes]).toEqual(['connection_lost'])
  })

  test('is tried again at once by hand', async () => {
    await server.kill('SIGKILL')
    await until(() => seen.filter(({ state }) => state === 'down').length > 8, 'the pauses are long')
    await server.restart()
    await source.retry()
    expect(source.status().state).toBe('ready')
  })
})

test('a server whose password was changed is refused after the connection broke', async () => {
  await server.command('CONFIG', 'SET', 'requirepass', 'new')
  await server.command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
  await until(() => source.status().state === 'refused', 'the source is refused')
  expect(source.status()).toMatchObject({ why: 'password_needed' })
})

test('a closed source neither reads nor connects again', async () => {
  await server.kill('SIGKILL')
  await until(() => source.status().state === 'down', 'the source is down')
  await source.close()
  const after = seen.length
  await server.restart()
  expect((await errorOf(total())).code).toBe('not_connected')
  expect((await errorOf(source.open())).code).toBe('not_connected')
  expect(seen).toHaveLength(after)
  expect(String(await server.command('CLIENT', 'LIST'))).not.toContain('tallyscope')
})

test('closing ends the connection', async () => {
  await until(
    async () => String(await server.command('CLIENT', 'LIST')).includes('name=tallyscope'),
    'it is listed',
  )
  await source.close()
  await until(
    async () => !String(await server.command('CLIENT', 'LIST')).includes('tallyscope'),
    'it is gone',
  )
})
