import { describe, it } from 'vitest'
import { keysOfCalls, type Call } from '../support/calls.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createMapSource } from '../support/map-source.ts'
import { randomCalls } from '../support/random-calls.ts'
import { expectOverview, expectTrend } from '../support/same-figures.ts'
import { watching } from '../support/watching.ts'

const zones = ['UTC', 'Asia/Shanghai', 'Asia/Kolkata', 'America/New_York', 'Pacific/Chatham']
const worldsPerZone = 20

describe.each(zones)('in %s, over random lists of calls,', (zone) => {
  it('every figure of the overview is what the list says', async () => {
    for (let world = 0; world < worldsPerZone; world++) {
      const { calls, nowMs } = randomCalls(`${zone} overview ${world}`)
      const { watch, stop } = over(calls, nowMs)
      const overview = await watch.overview({ zone, top: 5_000, complete: true })
      try {
        expectOverview(overview, calls, nowMs)
      } catch (error) {
        throw new Error(`world ${world} at ${new Date(nowMs).toISOString()}`, { cause: error })
      } finally {
        stop()
      }
    }
  })

  it('every point of a trend, of the one before it and of what they are compared with is what the list says', async () => {
    for (let world = 0; world < worldsPerZone / 2; world++) {
      const { calls, nowMs } = randomCalls(`${zone} trend ${world}`)
      const { trend, stop } = over(calls, nowMs)
      for (const range of ['minute', 'hour', 'day'] as const) {
        for (const endpoint of [null, calls.at(-1)!.endpoint]) {
          try {
            const live = await trend(range, { zone, endpoint, compare: 'period' })
            expectTrend(live, calls, nowMs)
            expectTrend(await trend(range, { zone, endpoint, compare: 'weekday' }), calls, nowMs)
            const until = live.points[0]!.start
            const before = await trend(range, { zone, endpoint, compare: 'weekday', until })
            expectTrend(before, calls, nowMs, Date.parse(until))
          } catch (error) {
            const where = `world ${world}, ${range} of ${endpoint} at ${new Date(nowMs).toISOString()}`
            throw new Error(where, { cause: error })
          }
        }
      }
      stop()
    }
  })
})

function over(calls: Call[], nowMs: number) {
  const clock = createFakeClock(nowMs)
  const source = createMapSource(clock, keptKeys(calls, nowMs))
  return watching(source, clock)
}

/** The keys of these calls that have not expired. */
function keptKeys(calls: Call[], nowMs: number): [string, number][] {
  return [...keysOfCalls(calls)].filter(([key]) => {
    const [, width, n] = key.split(':')
    const [seconds, kept] = { minute: [60, 604_800], hour: [3_600, 2_592_000], day: [86_400, 31_536_000] }[
      width as 'minute'
    ] as [number, number]
    return Number(n) * seconds + kept > nowMs / 1_000
  })
}
