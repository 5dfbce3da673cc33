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

/** Literal counters of three days that look like a day of traffic: quiet nights, busy afternoons in China. */
export function pictureSeed(nowMs: number): SeedEntry[] {
  const counters = new Map<string, number>()
  const random = randomOf('pictures')
  const nowSeconds = Math.floor(nowMs / 1_000)
  const add = (key: string, calls: number): void => void counters.set(key, (counters.get(key) ?? 0) + calls)
  const lastMinute = Math.floor(nowSeconds / 60)
  for (let minute = lastMinute - 3 * 1_440; minute <= lastMinute; minute++) {
    const at = minute * 60
    const localHour = ((at / 3_600) % 24) + 8
    const level = 0.55 - 0.45 * Math.cos(((localHour - 4) / 24) * 2 * Math.PI)
    const isRunning = minute === lastMinute
    const part = isRunning ? (nowSeconds % 60) / 60 : 1
    for (const [endpoint, share] of shares) {
      const calls = Math.round(share * 11_500 * level * (0.9 + 0.2 * random()) * part)
      for (const granularity of ['minute', 'hour', 'day'] as const) {
        const bucket = Math.floor((minute * 60) / widths[granularity])
        add(`stats:${granularity}:${bucket}:total`, calls)
        add(`stats:${granularity}:${bucket}:api:${endpoint}`, calls)
      }
      const day = Math.floor((minute * 60) / 86_400)
      const errors = Math.round(calls * (0.02 + 0.015 * random()))
      add(`stats:day:${day}:status:success`, calls - errors)
      add(`stats:day:${day}:status:error`, errors)
    }
  }
  return [...counters].map(([key, calls]): SeedEntry => {
    const [, granularity, bucket] = key.split(':') as [string, keyof typeof widths, string]
    const endsIn = Number(bucket) * widths[granularity] + keptSeconds[granularity] - nowSeconds
    return [key, String(calls), Math.max(60, endsIn)]
  })
}
