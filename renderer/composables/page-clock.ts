import { createSharedComposable, useTimestamp } from '@vueuse/core'

/** The page's clock in epoch milliseconds, the only place that reads it. */
export function pageNow(): number {
  return Date.now()
}

/** The page's clock as a ref that moves each second, one timer for all who look. */
export const useSecond = createSharedComposable(() => useTimestamp({ interval: 1_000 }))
