import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { ConnectionState } from '../../shared/connection.ts'
import type { Overview } from '../../shared/figures.ts'
import { useSecond } from './page-clock.ts'

/** Figures this old are dated and dimmed: one slow answer is no news, three missed ones are. */
const staleAfterMs = 5_000

export interface StaleFacts {
  overview: Overview | null
  freshAt: number | null
  connection: ConnectionState | null
  isLost: boolean
}

/** Whether what is shown are last figures and not present ones. */
export function useStale(facts: MaybeRefOrGetter<StaleFacts>) {
  const now = useSecond()
  return computed(() => {
    const { overview, freshAt, connection, isLost } = toValue(facts)
    if (!overview || freshAt === null) return false
    const state = connection?.status.state
    if (isLost || state === 'down' || state === 'refused') return true
    return overview.clock !== 'test' && now.value - freshAt > staleAfterMs
  })
}
