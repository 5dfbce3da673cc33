import { randomOf } from './random.ts'
import type { SeedEntry } from './redis-server.ts'

const shares: [endpoint: string, share: number][] = [
  ['/api/weather', 0.402],
  ['/api/news', 0.227],
  ['/api/stock', 0.152],
  ['/api/ip_query', 0.105],
  ['/api/v2/geo:reverse', 0.063],
  ['/api/holiday', 0.024],
  ['/api/translate', 0.014],
  ['/api/exchange', 0.007],
  ['/api/express', 0.004],
  ['/api/天气预警', 0.002],
]
const widths = { minute: 60, hour: 3_600, day: 86_400 } as const
const keptSeconds = { minute: 604_800, hour: 2_592_000, day: 31_536_000 } as const

/**
 * Literal counters that look like an API platform of China: quiet nights, busy afternoons, weekends with less; minutes of
 * three days, hours and days of nine weeks, as far as Redis would still have them.
 */
export function pictureSeed(nowMs: number): SeedEntry[] {
  const counters = new Map<string, number>()
  const random = randomOf('pictures')
  const nowSeconds = Math.floor(nowMs / 1_000)
  const add = (key: string, calls: number): void => void counters.set(key, (counters.get(key) ?? 0) + calls)
  const count = (at: number, perMinute: number, widest: (keyof typeof widths)[]): void => {
    for (const [endpoint, share] of shares) {
      const calls = Math.round(share * perMinute * levelAt(at) * (0.9 + 0.2 * random()))
      for (const granularity of widest) {
        const bucket = Math.floor(at / widths[granularity])
        add(`stats:${granularity}:${bucket}:total`, calls)
        add(`stats:${granularity}:${bucket}:api:${endpoint}`, calls)
      }
      const day = Math.floor(at / 86_400)
      const errors = Math.round(calls * (0.02 + 0.015 * random()))
      add(`stats:day:${day}:status:success`, calls - errors)
      add(`stats:day:${day}:status:error`, errors)
    }
  }
  const firstMinute = Math.floor(nowSeconds / 3_600 - 72) * 60
  for (let hour = firstMinute / 60 - 63 * 24; hour < firstMinute / 60; hour++) {
    count(hour * 3_600, 60 * 11_500, ['hour', 'day'])
  }
  const lastMinute = Math.floor(nowSeconds / 60)
  for (let minute = firstMinute; minute <= lastMinute; minute++) {
    const part = minute === lastMinute ? (nowSeconds % 60) / 60 : 1
    count(minute * 60, 11_500 * part, ['minute', 'hour', 'day'])
  }
  return [...counters].flatMap(([key, calls]): SeedEntry[] => {
    const [, granularity, bucket] = key.split(':') as [string, keyof typeof widths, string]
    const endsIn = Number(bucket) * widths[granularity] + keptSeconds[granularity] - nowSeconds
    return endsIn > 0 ? [[key, String(calls), endsIn]] : []
  })
}

/** How busy a moment is beside the busiest: by the hour in China and the day of the week, no two days and hours quite alike. */
function levelAt(seconds: number): number {
  const localHour = (seconds / 3_600 + 8) % 24
  const weekday = Math.floor(seconds / 86_400 + 4 + 8 / 24) % 7
  const ofWeek = weekday === 0 || weekday === 6 ? 0.78 : 1
  const ofDay = 0.86 + 0.14 * randomOf(`day ${Math.floor(seconds / 86_400)}`)()
  const ofHour = 0.94 + 0.06 * randomOf(`hour ${Math.floor(seconds / 3_600)}`)()
  return ofWeek * ofDay * ofHour * (0.55 - 0.45 * Math.cos(((localHour - 4) / 24) * 2 * Math.PI))
}
