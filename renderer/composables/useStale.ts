import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { ConnectionState } from '../../shared/connection.ts'
import type { Dated } from '../../shared/figures.ts'
import { useSecond } from './page-clock.ts'

/** Figures so much older than the interval are dated and dimmed: one slow answer is no news, more are. */
const staleAfterMs = 4_000

export interface StaleFacts {
  figures: Dated | null
  freshAt: number | null
  connection: ConnectionState | null
  isLost: boolean
  /** Seconds between two readings; no age makes figures stale while they are paused. */
  refreshSeconds?: number
  isPaused?: boolean
}

/** Whether what is shown are last figures and not present ones. */
export function useStale(facts: MaybeRefOrGetter<StaleFacts>) {
  const now = useSecond()
  return computed(() => {
    const { figures, freshAt, connection, isLost, refreshSeconds = 1, isPaused = false } = toValue(facts)
    if (!figures || freshAt === null) return false
    const state = connection?.status.state
    if (isLost || state === 'down' || state === 'refused') return true
    if (isPaused || figures.clock === 'test') return false
    return now.value - freshAt > refreshSeconds * 1_000 + staleAfterMs
  })
}
