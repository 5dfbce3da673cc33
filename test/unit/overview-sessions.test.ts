import { describe, expect, it } from 'vitest'
import { keysOfCalls, type Call } from '../support/calls.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createMapSource } from '../support/map-source.ts'
import { randomOf } from '../support/random.ts'
import { expectedOf } from '../support/expected.ts'
import { expectOverview, expectTrend } from '../support/same-figures.ts'
import { settled, watching } from '../support/watching.ts'

const zones = ['UTC', 'Asia/Shanghai', 'Asia/Kolkata', 'America/New_York', 'Pacific/Chatham']
const starts = [
  '2026-11-23T22:40:10Z',
  '2026-11-01T04:30:10Z',
  '2026-04-04T13:20:10Z',
  '2026-11-24T17:50:10Z',
]

/** A watch that lives for some hours while calls come in, with pauses of seconds, minutes and hours. */
function session(seed: string) {
  const random = randomOf(seed)
  const startMs = Date.parse(starts[Math.floor(random() * starts.length)]!)
  const clock = createFakeClock(startMs)
  const calls: Call[] = []
  const source = createMapSource(clock)
  const watched = watching(source, clock)

  let countedMs = startMs - 3 * 86_400_000
  const countUntil = (toMs: number, every: number): void => {
    const fromMs = countedMs
    countedMs = toMs
    for (let atMs = fromMs + every * random(); atMs < toMs; atMs += every * 2 * random()) {
      const endpoint = `/api/${Math.floor(random() ** 2 * 6)}`
      calls.push({ atMs: Math.floor(atMs), user: '1', endpoint, status: random() < 0.1 ? 'error' : 'ok' })
    }
    for (const [key, count] of keysOfCalls(calls)) source.keys.set(key, String(count))
  }
  const pass = async (): Promise<number> => {
    const kind = random()
    const ms =
      kind < 0.5 ? 1_000 + random() * 8_000 : kind < 0.85 ? random() * 900_000 : random() * 3 * 3_600_000
    await clock.advance(Math.floor(ms) + 500)
    countUntil(clock.now() - 1, ms > 600_000 ? 60_000 : 4_000)
    await watched.watch.tick()
    return ms
  }
  countUntil(startMs - 1, 600_000)
  return { ...watched, calls, clock, pass, random }
}

describe.each(zones)('a session of some hours in %s', (zone) => {
  it('gives every figure as the list of calls says, whenever it is asked', async () => {
    for (let seed = 0; seed < 3; seed++) {
      const { overview, trend, calls, clock, pass, random } = session(`${zone} whole ${seed}`)
      for (let step = 0; step < 14; step++) {
        await pass()
        const where = `seed ${seed}, step ${step}, ${new Date(clock.now()).toISOString()}`
        try {
          expectOverview(await overview(zone, { top: 5_000 }), calls, clock.now())
          const range = (['minute', 'hour', 'day'] as const)[Math.floor(random() * 3)]!
          const endpoint = random() < 0.5 ? null : '/api/1'
          expectTrend(await trend(range, { zone, endpoint, compare: 'period' }), calls, clock.now())
        } catch (error) {
          throw new Error(where, { cause: error })
        }
      }
    }
  })

  it('never shows at a glance a figure that is neither unknown nor what the list says', async () => {
    for (let seed = 0; seed < 3; seed++) {
      const { glance, calls, clock, pass } = session(`${zone} glance ${seed}`)
      let shownMs = 0
      for (let step = 0; step < 40; step++) {
        await pass()
        const nowMs = clock.now()
        const { today, currentHour, hours, hotApis } = await glance(zone, { top: 5_000 })
        const expected = expectedOf(calls, nowMs, zone)
        const where = `seed ${seed}, step ${step}, ${new Date(nowMs).toISOString()}`
        const date = expected.dateAt(nowMs)
        const [startMs] = expected.edges(date)
        expect([null, expected.day(date).calls], where).toContain(today.calls)
        expect([null, expected.span(startMs, Math.floor(nowMs / 60_000) * 60_000)], where).toContain(
          today.comparable,
        )
        expect([null, expected.bucket('hour', Math.floor(nowMs / 3_600_000))], where).toContain(
          currentHour.calls,
        )
        const known = hours.filter((hour) => !hour.future && hour.calls !== null)
        for (const { start, minutes, calls: shown } of known) {
          const from = Date.parse(start)
          expect(shown, `${where} ${start}`).toBe(expected.span(from, from + minutes * 60_000))
        }
        for (const { endpoint, calls: shown } of hotApis) {
          if (shown === null) continue
          // The hour that closed within the last seconds may stand for one refresh as it was read before its end.
          const ended = Math.floor(nowMs / 3_600_000) * 3_600_000
          const late = shownMs < ended && shownMs > ended - 3_001
          const whole = expected.day(date, endpoint).calls!
          const since = calls.filter(
            (call) => call.endpoint === endpoint && call.atMs >= shownMs - 1_000,
          ).length
          if (late) expect(shown, `${where} ${endpoint}`).toBeGreaterThanOrEqual(whole - since)
          else expect(shown, `${where} ${endpoint}`).toBe(whole)
        }
        shownMs = nowMs
        await settled()
      }
    }
  })
})
