import { describe, expect, it } from 'vitest'
import { pacedScan } from '../../electron/core/stats/paced-scan.ts'
import { createManualClock } from '../support/manual-clock.ts'
import { createMapSource } from '../support/map-source.ts'

/** A scan over 100,000 keys whose round trips take what `tookMs` says; gives the pauses that it made. */
async function pausesOf(
  tookMs: (step: number) => number,
  limit: (step: number) => number | null = () => null,
): Promise<number[]> {
  const clock = createManualClock(0)
  const source = createMapSource(
    clock,
    Array.from({ length: 100_000 }, (_, i): [string, string] => [`k${i}`, '1']),
  )
  const pauses: number[] = []
  let step = 0
  const seen = new Set<string>()
  await pacedScan({
    source: {
      ...source,
      scanStep: async (input) => ({ ...(await source.scanStep(input)), tookMs: tookMs(step++) }),
    },
    clock: { ...clock, sleep: async (ms) => void pauses.push(ms) },
    match: '*',
    mostKeysPerSecond: () => limit(step),
    onKeys: (keys) => keys.forEach((key) => seen.add(key)),
    signal: new AbortController().signal,
  })
  expect(seen.size).toBe(100_000)
  return pauses
}

describe('a paced scan', () => {
  it('pauses after every step and sees every key', async () => {
    const pauses = await pausesOf(() => 1)
    expect(pauses.length).toBeGreaterThan(20)
    expect(pauses.every((pause) => pause >= 1 && pause < 3)).toBe(true)
  })

  it('takes pauses together that are shorter than a timer can last', async () => {
    const steps = (await pausesOf(() => 1)).length + 1
    const pauses = await pausesOf(() => 0.25)
    expect(pauses.every((pause) => pause === 1)).toBe(true)
    expect(pauses).toHaveLength(Math.floor((steps - 1) * 0.25))
  })

  it('slows down when its round trips rise, and recovers when they fall', async () => {
    const pauses = await pausesOf((step) => (step >= 40 && step < 70 ? 10 : 1))
    expect(pauses[69]!).toBeGreaterThan(20 * pauses[30]!)
    expect(pauses.at(-1)!).toBeLessThan(pauses[69]! / 4)
  })

  it('never pauses for longer than a second', async () => {
    const pauses = await pausesOf((step) => (step < 30 ? 0.2 : 500))
    expect(Math.max(...pauses)).toBe(1_000)
  })

  it.each([100, 1_000, 7_000])('looks at no more than %i keys a second where it may not', async (limit) => {
    const tookMs = 3
    const pauses = await pausesOf(
      () => tookMs,
      () => limit,
    )
    const stepKeys = Math.min(400, limit)
    expect(pauses).toHaveLength(Math.ceil(100_000 / stepKeys) - 1)
    let passedMs = 0
    pauses.forEach((pause, i) => {
      passedMs += tookMs + pause
      expect(((i + 1) * stepKeys) / limit).toBeLessThanOrEqual((passedMs + 1) / 1_000)
    })
  })

  it('goes by a limit that was changed meanwhile from the next step on', async () => {
    const pauses = await pausesOf(
      () => 1,
      (step) => (step < 5 ? 400 : step < 10 ? 4_000 : null),
    )
    expect(pauses.slice(0, 10).map((pause) => Math.round(pause))).toEqual([
      ...[999, 999, 999, 999, 999],
      ...[99, 99, 99, 99, 99],
    ])
    expect(Math.max(...pauses.slice(10))).toBeLessThan(3)
  })

  it('that may be fast is still as slow as the server asks for', async () => {
    const free = await pausesOf((step) => (step >= 40 && step < 70 ? 10 : 1))
    expect(
      await pausesOf(
        (step) => (step >= 40 && step < 70 ? 10 : 1),
        () => 10_000_000,
      ),
    ).toEqual(free)
  })

  it('ends at once when it is cancelled', async () => {
    const clock = createManualClock(0)
    const source = createMapSource(
      clock,
      Array.from({ length: 5_000 }, (_, i): [string, string] => [`k${i}`, '1']),
    )
    const abort = new AbortController()
    const running = pacedScan({ source, clock, match: '*', onKeys: () => undefined, signal: abort.signal })
    abort.abort(new Error('enough'))
    await expect(running).rejects.toThrow('enough')
    expect(source.asked.scanSteps).toBeLessThan(3)
  })
})
