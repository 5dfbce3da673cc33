import { Redis } from 'ioredis'
import { expect } from 'vitest'
import { createRecorder, type Loss, type Recorder, type RecorderOptions } from '../../electron/recorder.ts'
import { keysOfCalls, type Call } from './calls.ts'
import type { RedisServer } from './redis-server.ts'
import { until } from './source-kit.ts'

/** A recorder with what it told of lost calls. */
export interface Recording extends Recorder {
  losses: Loss[]
}

/** A recorder on a port of this computer, with a clock that a test may set. */
export function recordingTo(port: number, options: Partial<RecorderOptions> = {}): Recording {
  const losses: Loss[] = []
  const redis = new Redis({ port, host: '127.0.0.1', lazyConnect: true })
  return { losses, ...createRecorder({ redis, onLoss: (loss) => void losses.push(loss), ...options }) }
}

/** The counters that the recorder leaves for calls: those of services, and statuses by hour. */
export function recordedKeys(calls: Call[], prefix = 'stats'): Map<string, number> {
  const keys = keysOfCalls(calls, prefix)
  for (const { atMs, status } of calls) {
    const key = `${prefix}:hour:${Math.floor(atMs / 3_600_000)}:status:${status}`
    keys.set(key, (keys.get(key) ?? 0) + 1)
  }
  return keys
}

/** All counters that a server holds: strings of digits, whatever their names. */
export async function countersIn(server: RedisServer, prefix = 'stats'): Promise<Map<string, number>> {
  const keys = ((await server.command('KEYS', `${prefix}:*`)) as string[]).filter(
    (key) => !/:(users|index:apis|index:statuses)$/.test(key),
  )
  // One by one: on a node of a cluster the keys of a command must share their slot.
  const values = await Promise.all(keys.map((key) => server.command('GET', key)))
  return new Map(keys.map((key, i) => [key, Number(values[i])]))
}

/**
 * Whether a server holds the calls that were offered, less those of uncertain slices that it did not count: of each either
 * all calls are missing or none. Nothing is there twice.
 */
export async function expectCounted(server: RedisServer, offered: Call[], losses: Loss[]): Promise<void> {
  const counters = await countersIn(server)
  const expected = recordedKeys(offered)
  const missing = new Map<string, number>()
  for (const [key, calls] of expected) {
    const short = calls - (counters.get(key) ?? 0)
    expect(short).toBeGreaterThanOrEqual(0)
    const [, bucketAndKind] = /^(\w+:day:\d+:[a-z]+)/.exec(key) ?? []
    if (bucketAndKind) missing.set(bucketAndKind, (missing.get(bucketAndKind) ?? 0) + short)
  }
  for (const key of counters.keys()) expect([key, expected.has(key)]).toEqual([key, true])
  const uncertain = losses.filter(({ kind }) => kind === 'uncertain').map(({ calls }) => calls)
  const lost = [...missing].reduce((sum, [name, calls]) => sum + (name.endsWith(':total') ? calls : 0), 0)
  expect(sumsOf(uncertain)).toContain(lost)
  for (const [name, calls] of missing) {
    expect([name, calls]).toEqual([name, missing.get(name.replace(/[a-z]+$/, 'total'))])
  }
}

/** Every sum that some of the numbers have. */
function sumsOf(numbers: number[]): Set<number> {
  let sums = new Set([0])
  for (const number of numbers) sums = new Set([...sums, ...[...sums].map((sum) => sum + number)])
  return sums
}

/** Calls of 2096-02-29 by endpoint, status or user, once so many are recorded. */
export async function countedBy(
  kind: 'api' | 'status' | 'user',
  { server, recorder, calls }: { server: RedisServer; recorder: Recorder; calls: number },
): Promise<Record<string, number>> {
  await until(async () => (await recorder.flush()).recorded === calls, 'every answer is recorded', 20_000)
  const head = `stats:day:46080:${kind}:`
  const ofKind = [...(await countersIn(server))].filter(([key]) => key.startsWith(head))
  return Object.fromEntries(ofKind.map(([key, count]) => [key.slice(head.length), count]))
}

export function recordAll(recorder: Recorder, calls: Call[]): void {
  for (const { user, endpoint, status, atMs } of calls) recorder.record(user, endpoint, status, atMs)
}

/** Empties the server between two tests. */
export async function empty(server: RedisServer): Promise<void> {
  const keys = (await server.command('KEYS', '*')) as string[]
  await Promise.all(keys.map((key) => server.command('DEL', key)))
}
