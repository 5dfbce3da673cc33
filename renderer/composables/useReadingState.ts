import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { Failure } from './failure.ts'
import { useConnection } from './useConnection.ts'
import { useNotice } from './useNotice.ts'

export interface ReadingFacts {
  hasFigures: boolean
  /** Whether nothing was ever counted. */
  isNeverCounted?: boolean
  /** Why the last reading gave nothing. */
  failure: Failure | null
  /** Whether a person ended it: that is no failure. */
  isStopped: boolean
  zone: string
}

/** How figures fare that are read on demand: whether they are the last ones, or still awaited, and what is said above them. */
export function useReadingState(facts: MaybeRefOrGetter<ReadingFacts>) {
  const { state: connection, isLost } = useConnection()
  const failure = computed(() => (toValue(facts).isStopped ? null : toValue(facts).failure))
  const isCutOff = computed(
    () => isLost.value || ['down', 'refused'].includes(connection.value?.status.state ?? ''),
  )
  const hasFailed = computed(() => isCutOff.value || failure.value !== null)
  const isStale = computed(() => toValue(facts).hasFigures && hasFailed.value)
  const isLoading = computed(
    () => !toValue(facts).hasFigures && !isCutOff.value && toValue(facts).failure === null,
  )
  const notice = useNotice(() => ({
    ...toValue(facts),
    connection: connection.value,
    overview: null,
    failure: failure.value,
    isLost: isLost.value,
    isStale: isStale.value,
  }))
  return { isStale, isLoading, hasFailed, notice }
}
