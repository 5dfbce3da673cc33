import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { setAll, settleTable } from './bulk.ts'
import { endpointCounters, endpointNames, type Entry } from './endpoint-counters.ts'
import type { BenchContext } from './row.ts'

export const bigKeys = 5_000_000

/** A server with 5 million counters as a platform leaves them: users by day, endpoints by minute, hour and day. */
export function bigRedis(context: BenchContext): Promise<RedisServer> {
  return context.once('big redis', async () => {
    context.say(`Filling a server with ${bigKeys.toLocaleString('en-US')} keys …`)
    const redis = await startRedis()
    context.atEnd(redis.stop)
    await setAll(redis.port, counters(Math.floor(Date.now() / 1000)))
    await settleTable(redis.port, bigKeys)
    return redis
  })
}

/** Fills a server to `keys` with users of past days. */
export async function padWithUsers(redis: RedisServer, keys: number): Promise<void> {
  const day = Math.floor(Date.now() / 86_400_000) - 3
  const present = Number(await redis.command('DBSIZE'))
  await setAll(redis.port, users(day, keys - present))
}

function* counters(nowS: number): Generator<Entry> {
  let made = 0
  const recent = endpointCounters(nowS)
  const day = Math.floor(nowS / 86400)
  for (const entry of olderEndpoints(day)) {
    made += 1
    yield entry
  }
  yield* users(day - 3, bigKeys - made - recent.length)
  yield* recent
}

function* olderEndpoints(today: number): Generator<Entry> {
  for (const endpoint of endpointNames) {
    for (let back = 2; back < 30; back++) yield [`stats:day:${today - back}:api:${endpoint}`, '4711']
    for (let hour = (today - 5) * 24; hour < (today - 1) * 24; hour++) {
      yield [`stats:hour:${hour}:api:${endpoint}`, '815']
    }
    const from = (today - 4) * 1440
    for (let minute = from; minute < from + 2_880; minute++) {
      yield [`stats:minute:${minute}:api:${endpoint}`, '13']
    }
  }
}

/** 200,000 users a day, from `lastDay` back. */
function* users(lastDay: number, count: number): Generator<Entry> {
  for (let i = 0; i < count; i++) {
    yield [`stats:day:${lastDay - Math.floor(i / 200_000)}:user:${100_000 + (i % 200_000)}`, '7']
  }
}
