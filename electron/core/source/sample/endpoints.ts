import { chance } from './noise.ts'

/** Calls of all endpoints on an average day. */
const dailyCalls = 8_600_000

/** Endpoints that have always been there, with their shares of all calls in parts of 10,000. */
const lasting: [name: string, share: number][] = [
  ['/api/weather', 4020],
  ['/api/news', 2050],
  ['/api/stock', 1250],
  ['/api/ip_query', 880],
  ['/api/v2/geo:reverse', 520],
  ['/api/holiday', 290],
  ['/api/translate', 172],
  ['/api/exchange', 118],
  ['/api/express', 96],
  ['/api/天气预警', 74],
  ['/api/v2/geo:search', 62],
  ['/api/qrcode', 54],
  ['/api/sms/verify', 47],
  ['/api/idcard/check', 41],
  ['/api/bank/bin', 36],
  ['/api/air_quality', 33],
  ['/api/lunar', 29],
  ['/api/oil_price', 25],
  ['/api/train/schedule', 22],
  ['/api/flight/status', 20],
  ['/api/movie/now', 18],
  ['/api/recipe', 15],
  ['/api/joke', 13],
  ['/api/历史上的今天', 12],
  ['/api/domain/whois', 11],
  ['/api/phone/region', 10],
  ['/api/poem', 9],
  ['/api/dictionary', 8],
  ['/api/plate/lookup', 6],
  ['/api/v1/weather', 3],
  ['/api/legacy/export', 0.005],
]

/** One endpoint on one UTC day. */
export interface EndpointDay {
  name: string
  /** Tells its noise from that of the others. */
  seed: number
  /** Calls that it would have on a day without noise. */
  calls: number
}

const weekdays = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed']

/**
 * The endpoints of a UTC day: those that last, a trial that begins with each week (counted from a Thursday), grows and is
 * withdrawn after three, and campaigns of three days, of which one begins every day.
 */
export function endpointsOf(day: number): EndpointDay[] {
  const level =
    dailyCalls * weekday(day) * (0.985 + 0.03 * chance(1, day, 0)) * (1 + 0.03 * Math.sin(day / 29))
  const list = lasting.map(([name, share], seed) => ({
    name,
    seed,
    calls: ((level * share) / 10_000) * (share < 1 ? 1 : 0.92 + 0.16 * chance(2, day, seed)),
  }))
  const week = Math.floor(day / 7)
  for (let began = week - 2; began <= week; began++) {
    const calls = Math.min(61_000, 4_000 * (day - began * 7 + 1)) * (0.9 + 0.2 * chance(3, day, began))
    list.push({ name: `/api/v3/trial-${'abcd'[((began % 4) + 4) % 4]}`, seed: 1_000 + began, calls })
  }
  for (let began = day - 2; began <= day; began++) {
    const calls = 21_000 / (day - began + 1)
    list.push({ name: `/api/campaign/${weekdays[((began % 7) + 7) % 7]}`, seed: 9_000 + began, calls })
  }
  return list
}

/** 1970-01-01 was a Thursday. */
function weekday(day: number): number {
  const sinceMonday = (((day + 3) % 7) + 7) % 7
  return sinceMonday === 5 ? 0.955 : sinceMonday === 6 ? 0.94 : 1.015
}
