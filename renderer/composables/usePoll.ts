import { tryOnScopeDispose, useDocumentVisibility, useTimeoutFn } from '@vueuse/core'
import { shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { pageNow } from './page-clock.ts'

export interface PollOptions {
  intervalMs: MaybeRefOrGetter<number>
  /** Polls only while this holds; the page must be visible too. */
  active?: MaybeRefOrGetter<boolean>
  /** Asks once and then only when `pollNow` is called. */
  paused?: MaybeRefOrGetter<boolean>
}

/**
 * Calls `run` each interval while the page is visible, one call at a time: a slow answer delays the next question instead
 * of stacking up. `run` must not reject. `pollNow` asks at once, or right after the answer that is under way.
 */
export function usePoll(
  run: () => Promise<void>,
  { intervalMs, active = true, paused = false }: PollOptions,
) {
  const visibility = useDocumentVisibility()
  const isWanted = (): boolean => visibility.value === 'visible' && toValue(active)
  const delayMs = shallowRef(toValue(intervalMs))
  const { start, stop } = useTimeoutFn(() => void step(), delayMs, { immediate: false })
  let startedAt = 0
  let hasAsked = false
  let isRunning = false
  let isDue = false
  let isDisposed = false

  async function step(): Promise<void> {
    if (isRunning) {
      isDue = true
      return
    }
    stop()
    isRunning = true
    hasAsked = true
    startedAt = pageNow()
    do {
      isDue = false
      await run()
    } while (isDue && isWanted() && !isDisposed)
    isRunning = false
    schedule()
  }

  function schedule(): void {
    stop()
    if (isRunning || isDisposed || !isWanted() || toValue(paused)) return
    delayMs.value = Math.max(50, toValue(intervalMs) - (pageNow() - startedAt))
    start()
  }

  function begin(): void {
    if (!isWanted()) stop()
    else if (!toValue(paused) || !hasAsked) void step()
  }

  watch(isWanted, begin, { immediate: true })
  // A shorter interval, or the end of a pause, counts from the last question on.
  watch([() => toValue(intervalMs), () => toValue(paused)], schedule)
  tryOnScopeDispose(() => {
    isDisposed = true
  })
  return { pollNow: () => void (isWanted() && step()) }
}
