import { expect, it } from 'vitest'
import { isWaiting, retryPauseMs } from '../../shared/retry-pause.ts'

it('what failed waits 1, 2, 4 minutes and so on, at most an hour', () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 1_000].map((attempts) => retryPauseMs(attempts) / 60_000)
  expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
})

it('a next try that lies further ahead than any pause was set by another clock', () => {
  const nowMs = 1_000_000_000
  expect(isWaiting(nowMs, nowMs)).toBe(false)
  expect(isWaiting(nowMs + 1, nowMs)).toBe(true)
  expect(isWaiting(nowMs + 3_600_000, nowMs)).toBe(true)
  expect(isWaiting(nowMs + 3_600_001, nowMs)).toBe(false)
})
