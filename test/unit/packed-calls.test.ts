import { describe, expect, it } from 'vitest'
import { largerCalls, packCalls, unpackCalls } from '../../electron/core/reports/packed-calls.ts'
import { randomOf } from '../support/random.ts'

const largest = 9_007_199_254_740_991

describe('packed calls', () => {
  it('come back as they were, unknown apart from 0, up to the largest counter', () => {
    const calls = [null, 0, 1, 126, 127, 128, 16_383, 16_384, null, 4_294_967_296, largest - 1, largest, null]
    expect(unpackCalls(packCalls(calls), calls.length)).toEqual(calls)
  })

  it('of any numbers come back as they were', () => {
    const random = randomOf('packed')
    for (let i = 0; i < 300; i++) {
      const calls = Array.from({ length: 25 }, () =>
        random() < 0.2 ? null : Math.floor(random() * 2 ** Math.floor(random() * 53)),
      )
      expect(unpackCalls(packCalls(calls), 25)).toEqual(calls)
    }
  })

  it('take no byte for what is unknown at the end, and one for small numbers', () => {
    expect(packCalls([5, null, null])).toHaveLength(1)
    expect(packCalls([null, null])).toHaveLength(0)
    expect(packCalls(Array.from({ length: 24 }, () => 100))).toHaveLength(24)
  })

  it('of two readings are the larger, and a known one rather than none', () => {
    expect(largerCalls([1, null, 5, 0], [2, 3, 4, null, 7])).toEqual([2, 3, 5, 0, 7])
  })
})
