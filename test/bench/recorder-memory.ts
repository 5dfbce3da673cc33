import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Redis } from 'ioredis'
import { createRecorder } from '../../electron/recorder.ts'
import { freePort } from '../support/redis-server.ts'
import { atMost, type Row } from './row.ts'

const users = 100_000
const endpoints = 500
const minutes = 200

/** What a recorder whose Redis is away holds for each counter that waits, beyond the texts of the names. */
export async function heapOfWaiting(): Promise<Row> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const userNames = Array.from({ length: users }, (_, i) => `u${100_000 + i}`)
  const endpointNames = Array.from({ length: endpoints }, (_, i) => `/api/r-${i}`)
  const nowMs = Date.now()
  const redis = new Redis({ port: await freePort(), host: '127.0.0.1', lazyConnect: true })
  const recorder = createRecorder({
    redis,
    maxWaitingBytes: 2 ** 30,
    flushIntervalMs: 3_600_000,
    timeoutMs: 1,
    now: () => nowMs,
  })
  recorder.record('first', 'first', 'first')
  collect()
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < users; i++) {
    const minute = Math.floor(i / endpoints) % minutes
    recorder.record(userNames[i]!, endpointNames[i % endpoints]!, 'ok', nowMs - minute * 60_000)
  }
  collect()
  const bytes = process.memoryUsage().heapUsed - before
  const distinct = waitingCounters(nowMs)
  if (recorder.stats().waiting !== users + 1) throw new Error('Not all calls wait.')
  await recorder.close()
  return atMost(60, {
    name: 'Heap of a waiting counter beyond its key',
    measured: bytes / distinct,
    unit: 'B',
    from: `${distinct.toLocaleString('en-US')} counters`,
  })
}

/** How many keys the calls come to, counted one by one. */
function waitingCounters(nowMs: number): number {
  const keys = new Set<string>()
  for (let i = 0; i < users; i++) {
    const atMs = nowMs - (Math.floor(i / endpoints) % minutes) * 60_000
    const buckets = [60_000, 3_600_000, 86_400_000].map((width) => `${width}:${Math.floor(atMs / width)}`)
    for (const bucket of buckets) keys.add(`${bucket}:total`).add(`${bucket}:api:${i % endpoints}`)
    keys.add(`${buckets[1]}:ok`).add(`${buckets[2]}:ok`).add(`${buckets[2]}:user:${i}`)
  }
  return keys.size
}
