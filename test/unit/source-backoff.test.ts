import { expect, test } from 'vitest'
import { backoffMs } from '../../electron/core/source/redis/backoff.ts'

const triesIn10Minutes = (random: number): number => {
  let tries = 0
  for (let at = backoffMs(1, random); at <= 600_000; at += backoffMs(tries + 1, random)) tries += 1
  return tries
}

test('pauses double from 0.2 s to 12 s', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((attempt) => backoffMs(attempt, 0.5))
  expect(pauses).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 12_000, 12_000, 12_000])
})

test('the jitter is at most a tenth either way', () => {
  expect(backoffMs(7, 0)).toBe(10_800)
  expect(backoffMs(7, 1)).toBe(13_200)
})

test('ten minutes hold about 55 tries and never more than 60', () => {
  expect(triesIn10Minutes(0.5)).toBeGreaterThan(50)
  expect(triesIn10Minutes(0)).toBeLessThanOrEqual(60)
})
