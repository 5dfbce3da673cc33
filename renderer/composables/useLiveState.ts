import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useConnection } from './useConnection.ts'
import { useNotice, type NoticeFacts } from './useNotice.ts'
import { useStale, type StaleFacts } from './useStale.ts'

type OfConnection = 'connection' | 'isLost'

export type LiveFacts = Omit<NoticeFacts, OfConnection | 'isStale'> & Omit<StaleFacts, OfConnection>

/** How figures fare that are read again and again: whether they are old, or still awaited, and what is said above them. */
export function useLiveState(facts: MaybeRefOrGetter<LiveFacts>) {
  const { state: connection, isLost } = useConnection()
  const all = computed(() => ({ ...toValue(facts), connection: connection.value, isLost: isLost.value }))
  const isStale = useStale(all)
  const notice = useNotice(() => ({ ...all.value, isStale: isStale.value }))
  const isAway = computed(() => connection.value?.status.state === 'down')
  // No figures yet, and nothing known that keeps them away.
  const isLoading = computed(() => !all.value.figures && !isAway.value && notice.value?.tone !== 'danger')
  return { isStale, isLoading, notice }
}
