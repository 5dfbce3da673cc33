import { effectScope, shallowRef, type EffectScope } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { usePoll } from '../../renderer/composables/usePoll.ts'

let scope: EffectScope
let visibility: DocumentVisibilityState

beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
  visibility = 'visible'
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function show(state: DocumentVisibilityState): void {
  visibility = state
  document.dispatchEvent(new Event('visibilitychange'))
}

test('it asks at once and then each interval', async () => {
  const run = vi.fn(async () => {})
  scope.run(() => usePoll(run, { intervalMs: 1_000 }))
  expect(run).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(run).toHaveBeenCalledTimes(4)
})

test('a slow answer delays the next question: there is never more than one', async () => {
  let open = 0
  let most = 0
  const run = vi.fn(async () => {
    most = Math.max(most, ++open)
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    open -= 1
  })
  scope.run(() => usePoll(run, { intervalMs: 1_000 }))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(most).toBe(1)
  expect(run.mock.calls.length).toBeLessThanOrEqual(4)
})

test('a hidden page asks nothing and asks at once when it is seen again', async () => {
  const run = vi.fn(async () => {})
  scope.run(() => usePoll(run, { intervalMs: 1_000 }))
  await vi.advanceTimersByTimeAsync(0)
  show('hidden')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(run).toHaveBeenCalledTimes(1)
  show('visible')
  await vi.advanceTimersByTimeAsync(0)
  expect(run).toHaveBeenCalledTimes(2)
})

test('asked for while an answer is under way, it asks right after it', async () => {
  const answers: (() => void)[] = []
  const run = vi.fn(() => new Promise<void>((resolve) => answers.push(resolve)))
  const poll = scope.run(() => usePoll(run, { intervalMs: 1_000 }))!
  poll.pollNow()
  poll.pollNow()
  expect(run).toHaveBeenCalledTimes(1)
  answers[0]!()
  await vi.advanceTimersByTimeAsync(0)
  expect(run).toHaveBeenCalledTimes(2)
})

test('it stops with its scope, and while it is not wanted', async () => {
  const run = vi.fn(async () => {})
  const active = shallowRef(true)
  scope.run(() => usePoll(run, { intervalMs: 1_000, active }))
  active.value = false
  await vi.advanceTimersByTimeAsync(5_000)
  expect(run).toHaveBeenCalledTimes(1)
  active.value = true
  await vi.advanceTimersByTimeAsync(0)
  expect(run).toHaveBeenCalledTimes(2)
  scope.stop()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(run).toHaveBeenCalledTimes(2)
})

test('a new interval holds at once, counted from the last question on', async () => {
  const run = vi.fn(async () => {})
  const intervalMs = shallowRef(30_000)
  scope.run(() => usePoll(run, { intervalMs }))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(run).toHaveBeenCalledTimes(1)
  intervalMs.value = 12_000
  await vi.advanceTimersByTimeAsync(1_999)
  expect(run).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(run).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(12_000)
  expect(run).toHaveBeenCalledTimes(3)
})

test('paused, it asks once and then only by hand, also when the page is seen again', async () => {
  const run = vi.fn(async () => {})
  const paused = shallowRef(true)
  const poll = scope.run(() => usePoll(run, { intervalMs: 1_000, paused }))!
  await vi.advanceTimersByTimeAsync(60_000)
  show('hidden')
  await vi.advanceTimersByTimeAsync(1_000)
  show('visible')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(run).toHaveBeenCalledTimes(1)
  poll.pollNow()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(run).toHaveBeenCalledTimes(2)
  paused.value = false
  await vi.advanceTimersByTimeAsync(1_100)
  expect(run).toHaveBeenCalledTimes(4)
})

test('paused while an answer is under way, it asks no more after it', async () => {
  const answers: (() => void)[] = []
  const run = vi.fn(() => new Promise<void>((resolve) => answers.push(resolve)))
  const paused = shallowRef(false)
  scope.run(() => usePoll(run, { intervalMs: 1_000, paused }))
  paused.value = true
  answers[0]!()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(run).toHaveBeenCalledTimes(1)
})
