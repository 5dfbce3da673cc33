import { randomOf } from './random.ts'
import type { SeedEntry } from './redis-server.ts'

const shares: [endpoint: string, share: number][] = [
  ['/api/v1/weather', 0.31],
  ['/api/v1/news', 0.19],
  ['/api/v2/stock/quote', 0.12],
  ['/api/v1/ip_query', 0.09],
  ['/api/v2/geo:reverse', 0.06],
  ['/api/v1/holiday', 0.024],
  ['/api/v2/translate', 0.014],
  ['/api/v2/exchange/rates', 0.007],
  ['/api/v1/天气预警', 0.004],
  ...Array.from({ length: 40 }, (_one, i): [string, number] => [`/api/v2/user/${1_000 + 37 * i}`, 0.18 / 40]),
]
/** In the last three days, and until eight days ago. */
const newest = '/api/v2/summarise'
const quiet = '/api/v1/horoscope'

/** Literal counters of hours and days over two weeks, with an endpoint that is new and one that has gone quiet. */
export function usageSeed(
  nowMs: number,
  { expires, days = 15 }: { expires: boolean; days?: number },
): SeedEntry[] {
  const counters = new Map<string, number>()
  const random = randomOf('usage pictures')
  const nowSeconds = Math.floor(nowMs / 1_000)
  const add = (key: string, calls: number): void => void counters.set(key, (counters.get(key) ?? 0) + calls)
  const lastHour = Math.floor(nowSeconds / 3_600)
  for (let hour = lastHour - days * 24; hour <= lastHour; hour++) {
    const age = lastHour - hour
    const level = 0.55 - 0.45 * Math.cos((((hour % 24) + 4) / 24) * 2 * Math.PI)
    const part = hour === lastHour ? (nowSeconds % 3_600) / 3_600 : 1
    const day = Math.floor(hour / 24)
    for (const [endpoint, share] of [...shares, [newest, 0.03] as const, [quiet, 0.02] as const]) {
      if ((endpoint === newest && age > 72) || (endpoint === quiet && age < 192)) continue
      const calls = Math.round(share * 120_000 * level * (0.85 + 0.3 * random()) * part)
      for (const bucket of [`hour:${hour}`, `day:${day}`]) {
        add(`stats:${bucket}:total`, calls)
        add(`stats:${bucket}:api:${endpoint}`, calls)
      }
      const errors = Math.round(calls * 0.02)
      add(`stats:day:${day}:status:success`, calls - errors)
      add(`stats:day:${day}:status:error`, errors)
    }
  }
  return [...counters].map(([key, calls]): SeedEntry => {
    if (!expires) return [key, String(calls)]
    const [, granularity, bucket] = key.split(':')
    const [width, kept] = granularity === 'hour' ? [3_600, 2_592_000] : [86_400, 31_536_000]
    return [key, String(calls), Number(bucket) * width + kept - nowSeconds]
  })
}
