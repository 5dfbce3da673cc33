import { chance } from './noise.ts'

/** Share of a day's calls in each UTC hour: busy while Asia and Europe work. They add up to 1. */
const hourShares = Array.from({ length: 24 }, (_, hour) => {
  const main = Math.exp(-(((hour - 8.5) / 5.2) ** 2))
  const evening = 0.35 * Math.exp(-(((hour - 16) / 3) ** 2))
  return 0.16 + main + evening
}).map((weight, _i, all) => weight / all.reduce((sum, other) => sum + other, 0))

const outage = { hour: 9, fromSecond: 17 * 60, toSecond: 41 * 60 }

/** Whether an hour (counted from 1970) has the outage that every fourth day has: few calls come and many of them fail. */
export function hasOutage(hour: number): boolean {
  return hour % 24 === outage.hour && Math.floor(hour / 24) % 4 === 1
}

/** An endpoint's calls in an hour as a part of its day's. */
export function hourWeight(hour: number, seed: number): number {
  const wobble = 0.93 + 0.14 * chance(4, hour, seed)
  return hourShares[hour % 24]! * wobble * (hasOutage(hour) ? 0.66 : 1)
}

/** How an hour's calls spread over its 3,600 seconds: the part that came before each second, from 0 to 1. */
export function secondsOf(hour: number): Float64Array {
  const phase = chance(5, hour, 0)
  const swing = 0.16 + 0.1 * chance(5, hour, 1)
  const burstAt = Math.floor(chance(5, hour, 2) * 3_400)
  const burstSeconds = 12 + Math.floor(chance(5, hour, 3) * 30)
  const isOut = hasOutage(hour)
  const before = new Float64Array(3_601)
  for (let second = 0; second < 3_600; second++) {
    let rate =
      1 + swing * Math.sin(2 * Math.PI * (second / 120 + phase)) + 0.24 * (chance(6, hour, second) - 0.5)
    if (second >= burstAt && second < burstAt + burstSeconds) rate += 0.45
    if (isOut && second >= outage.fromSecond && second < outage.toSecond) rate *= 0.12
    before[second + 1] = before[second]! + rate
  }
  const all = before[3_600]!
  for (let second = 0; second <= 3_600; second++) before[second]! /= all
  return before
}
