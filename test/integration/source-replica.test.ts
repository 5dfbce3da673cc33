import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Source } from '../../electron/core/source/source.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { errorOf, sourceFor, until } from '../support/source-kit.ts'

let primary: RedisServer
let second: RedisServer
const sources: Source[] = []

beforeAll(async () => {
  primary = await startRedis()
  second = await startRedis()
  await primary.seed({ 'stats:day:1:total': '5' })
})
afterAll(async () => {
  for (const source of sources) await source.close()
  await second.stop()
  await primary.stop()
})

async function open(server: RedisServer): Promise<Source> {
  const source = sourceFor(server.url)
  sources.push(source)
  await source.open()
  return source
}

const linkUp = async (): Promise<boolean> =>
  String(await second.command('INFO', 'replication')).includes('master_link_status:up')

test('a primary that is made a replica is shown as degraded, and as ready again when it is promoted', async () => {
  const source = await open(second)
  expect(await source.facts()).toMatchObject({ role: 'master' })
  await second.command('REPLICAOF', '127.0.0.1', primary.port)
  await until(linkUp, 'the replica is linked')
  await until(() => source.status().state === 'ready', 'the source is ready').catch(() => undefined)
  expect(await source.facts()).toMatchObject({ role: 'replica' })
  expect(source.status()).toMatchObject({ state: 'degraded', why: 'source_changed' })
  await second.command('REPLICAOF', 'NO', 'ONE')
  expect(await source.facts()).toMatchObject({ role: 'master' })
  expect(source.status().state).toBe('ready')
})

test('a linked replica is ready, one that has lost its primary is degraded and still read', async () => {
  await second.command('REPLICAOF', '127.0.0.1', primary.port)
  await until(linkUp, 'the replica is linked')
  const source = await open(second)
  expect(source.status().state).toBe('ready')
  await primary.kill('SIGKILL')
  await until(async () => !(await linkUp()), 'the link is down')
  await source.facts()
  expect(source.status()).toMatchObject({ state: 'degraded', why: 'connection_lost' })
  expect((await source.read({ totals: ['stats:day:1:total'], parts: [] })).totals).toEqual([5])
})

test('a replica that answers nothing without its primary is down with a reason', async () => {
  await second.command('CONFIG', 'SET', 'replica-serve-stale-data', 'no')
  const source = sourceFor(second.url)
  sources.push(source)
  const error = await errorOf(source.open())
  expect(error.message).toContain('primary')
  expect(source.status()).toMatchObject({ state: 'down', why: 'connection_lost' })
})
