import { describe, expect, it } from 'vitest'
import { readGently } from '../../electron/core/source/gentle-read.ts'
import type { ReadRequest } from '../../electron/core/source/source.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const keys = Array.from({ length: 620 }, (_, i) => `key-${i}`)

/** A place where every key holds how many readings were made before. */
function counting() {
  const requests: ReadRequest[] = []
  const at = (all: string[] = []): number[] => all.map(() => requests.length)
  return {
    requests,
    read: async (request: ReadRequest) => {
      const result = { totals: at(request.totals), parts: at(request.parts), again: at(request.again) }
      requests.push(request)
      return { ...result, serverMs: 5 + requests.length, latencyMs: 2, roundTrips: 1 }
    },
  }
}

describe('a gentle reading', () => {
  it('asks for parts in slices of at most 250, in their order and once each', async () => {
    const place = counting()
    const { parts, roundTrips, latencyMs } = await readGently(
      place,
      { totals: ['total'], parts: keys },
      { clock: createFakeClock(0) },
    )
    expect(place.requests.map((request) => request.parts.length)).toEqual([250, 250, 120])
    expect(place.requests.flatMap((request) => request.parts)).toEqual(keys)
    expect(parts).toHaveLength(620)
    expect({ roundTrips, latencyMs }).toEqual({ roundTrips: 3, latencyMs: 6 })
  })

  it('reads totals before all parts and again after them, by the clock of its beginning', async () => {
    const request = { totals: ['total'], parts: keys, again: ['total'] }
    const { totals, again, serverMs } = await readGently(counting(), request, { clock: createFakeClock(0) })
    expect({ totals, again, serverMs }).toEqual({ totals: [0], again: [2], serverMs: 6 })
  })

  it('is one reading where there are few parts', async () => {
    const place = counting()
    const request = { totals: ['total'], parts: keys.slice(0, 250), again: ['total'] }
    await readGently(place, request, { clock: createFakeClock(0) })
    expect(place.requests).toEqual([request])
  })

  it('rests between two slices, and ends in a rest when it is cancelled', async () => {
    const place = counting()
    const cancel = new AbortController()
    const rests: number[] = []
    const clock = {
      ...createFakeClock(0),
      sleep: async (ms: number, signal?: AbortSignal) => {
        rests.push(ms)
        if (rests.length === 2) cancel.abort(new Error('enough'))
        signal?.throwIfAborted()
      },
    }
    const reading = readGently(place, { totals: [], parts: keys }, { clock, signal: cancel.signal })
    await expect(reading).rejects.toThrow('enough')
    expect(rests.every((ms) => ms > 0)).toBe(true)
    expect(place.requests).toHaveLength(2)
  })
})
