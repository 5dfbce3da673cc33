import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { EndpointUsageInput } from '../../shared/api.ts'
import type { EndpointUsage } from '../../shared/usage.ts'
import { isCancelled } from './failure.ts'
import { useAnswer } from './useAnswer.ts'
import { useClient } from './useClient.ts'
import { usePoll } from './usePoll.ts'
import { useUsageInterval } from './useUsage.ts'

export interface EndpointUsageOptions {
  /** Null while no endpoint is shown. */
  ask: MaybeRefOrGetter<EndpointUsageInput | null>
  sourceId: MaybeRefOrGetter<string | null>
  isPaused: MaybeRefOrGetter<boolean>
}

/** One endpoint in full, while one is shown. */
export function useEndpointUsage({ ask, sourceId, isPaused }: EndpointUsageOptions) {
  const { api } = useClient()
  const { answer, failure, freshAt, isReading, load } = useAnswer<EndpointUsage | null>({
    question: () => JSON.stringify(toValue(ask)),
    sourceId,
    async read() {
      const asked = toValue(ask)
      return asked && (await api.endpointUsage(asked))
    },
  })
  const isStopped = computed(() => isCancelled(failure.value))
  usePoll(load, {
    intervalMs: useUsageInterval(),
    paused: isPaused,
    active: () => toValue(ask) !== null && !isStopped.value,
  })
  function readAgain(): void {
    failure.value = null
    void load()
  }

  return { answer, failure, freshAt, isReading, isStopped, load, readAgain }
}
