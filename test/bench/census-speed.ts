import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import type { RedisServer } from '../support/redis-server.ts'
import type { CensusMeasured } from './census-process.ts'
import { censusUsers } from './census-redis.ts'
import { atMost, reported, type BenchContext, type Row } from './row.ts'
import { median, timed } from './samples.ts'

/** A whole census on an idle server against the same scan and the same MGETs without pauses. */
export async function censusSpeed(context: BenchContext, redis: RedisServer): Promise<Row[]> {
  const bareMs = [await timed(() => bareCensus(redis.port))]
  const census = await censusOf(context, redis)
  bareMs.push(await timed(() => bareCensus(redis.port)))
  if (census.days !== 50 || census.users !== censusUsers)
    throw new Error(`The census found ${census.users} users in ${census.days} days.`)
  const from = `1 census, ${bareMs.length} scans`
  return [
    atMost(4, {
      name: 'Census against a scan and its MGETs without pauses',
      measured: census.ms / median(bareMs),
      unit: '×',
      from,
    }),
    reported({ name: 'Census', measured: census.ms / 1_000, unit: 's', from }),
    reported({
      name: 'Scan and MGETs without pauses, median',
      measured: median(bareMs) / 1_000,
      unit: 's',
      from,
    }),
    atMost(400, {
      name: 'Peak memory of the process that counts',
      measured: census.peakRss / 1e6,
      unit: 'MB',
      from: '1 census',
    }),
    reported({
      name: 'Longest time in which that process answered nobody',
      measured: census.longestBlockMs,
      unit: 'ms',
      from: '1 census',
    }),
    reported({
      name: `Archive of ${censusUsers.toLocaleString('en-US')} users`,
      measured: census.archiveBytes / 1e6,
      unit: 'MB',
      from: '1 census',
    }),
  ]
}

async function censusOf(context: BenchContext, { url }: RedisServer): Promise<CensusMeasured> {
  const child = fork(join(import.meta.dirname, 'census-process.ts'), [url])
  context.atEnd(() => void child.kill())
  const [measured] = (await once(child, 'message')) as [CensusMeasured]
  return measured
}

async function bareCensus(port: number): Promise<void> {
  const redis = new Redis(port, '127.0.0.1', { disableClientInfo: true })
  let cursor = '0'
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', 'stats:day:*', 'COUNT', 1_000)
    cursor = next
    const users = keys.filter((key) => key.includes(':user:'))
    if (users.length > 0) await redis.mget(users)
  } while (cursor !== '0')
  redis.disconnect()
}
