import { tryOnScopeDispose, useDocumentVisibility, useTimeoutFn } from '@vueuse/core'
import { shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { pageNow } from './page-clock.ts'

export interface PollOptions {
  intervalMs: number
  /** Polls only while this holds; the page must be visible too. */
  active?: MaybeRefOrGetter<boolean>
}

/**
 * Calls `run` each interval while the page is visible, one call at a time: a slow answer delays the next question instead
 * of stacking up. `run` must not reject. `pollNow` asks at once, or right after the answer that is under way.
 */
export function usePoll(run: () => Promise<void>, { intervalMs, active = true }: PollOptions) {
  const visibility = useDocumentVisibility()
  const isWanted = (): boolean => visibility.value === 'visible' && toValue(active)
  const delayMs = shallowRef(intervalMs)
  const { start, stop } = useTimeoutFn(() => void step(), delayMs, { immediate: false })
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
    const startedAt = pageNow()
    do {
      isDue = false
      await run()
    } while (isDue && isWanted() && !isDisposed)
    isRunning = false
    if (isDisposed || !isWanted()) return
    delayMs.value = Math.max(50, intervalMs - (pageNow() - startedAt))
    start()
  }

  watch(isWanted, (wanted) => (wanted ? void step() : stop()), { immediate: true })
  tryOnScopeDispose(() => {
    isDisposed = true
  })
  return { pollNow: () => void (isWanted() && step()) }
}
