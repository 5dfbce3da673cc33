import { Redis } from 'ioredis'
import { endpointNames } from './endpoint-counters.ts'

/** Counts calls of every endpoint each second, all of a second in one transaction, until it is stopped. */
export function startTraffic(port: number): () => void {
  const redis = new Redis(port, '127.0.0.1', { disableClientInfo: true })
  const timer = setInterval(() => void countOnce(redis), 1_000)
  return () => {
    clearInterval(timer)
    redis.disconnect()
  }
}

async function countOnce(redis: Redis): Promise<void> {
  const seconds = Math.floor(Date.now() / 1000)
  const [minute, hour, day] = [60, 3_600, 86_400].map((width) => Math.floor(seconds / width))
  const transaction = redis.multi()
  let total = 0
  endpointNames.forEach((endpoint, i) => {
    const calls = 1 + ((i * 7 + seconds) % 5)
    total += calls
    transaction.incrby(`stats:hour:${hour}:api:${endpoint}`, calls)
    transaction.incrby(`stats:day:${day}:api:${endpoint}`, calls)
  })
  transaction.incrby(`stats:minute:${minute}:total`, total)
  transaction.incrby(`stats:hour:${hour}:total`, total)
  transaction.incrby(`stats:day:${day}:total`, total)
  transaction.incrby(`stats:day:${day}:status:success`, total)
  await transaction.exec()
}
