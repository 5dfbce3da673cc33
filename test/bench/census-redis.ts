import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { setAll, settleTable } from './bulk.ts'
import type { Entry } from './endpoint-counters.ts'
import type { BenchContext } from './row.ts'

export const censusKeys = 10_000_000
const days = 50
const usersADay = censusKeys / days
const newUsersADay = 20_000
const callsOfEach = 7

/** Users of all days. */
export const censusUsers = usersADay + (days - 1) * newUsersADay

/** A server with 10 million counters of users in 50 closed days, of which each day a tenth is new. */
export function usersRedis(context: BenchContext): Promise<RedisServer> {
  return context.once('users redis', async () => {
    context.say(`Filling a server with ${censusKeys.toLocaleString('en-US')} keys of users …`)
    const redis = await startRedis()
    context.atEnd(redis.stop)
    await setAll(redis.port, counters(Math.floor(Date.now() / 86_400_000)))
    await settleTable(redis.port, censusKeys)
    return redis
  })
}

function* counters(today: number): Generator<Entry> {
  for (let back = days; back > 0; back--) {
    const total = String(usersADay * callsOfEach)
    yield [`stats:day:${today - back}:total`, total]
    yield [`stats:day:${today - back}:api:/api/a`, total]
    yield [`stats:day:${today - back}:status:success`, total]
    const first = 100_000 + (days - back) * newUsersADay
    for (let i = 0; i < usersADay; i++)
      yield [`stats:day:${today - back}:user:${first + i}`, String(callsOfEach)]
  }
}
