import { computed, watch } from 'vue'
import type { Health } from '../../shared/health.ts'
import { isCancelled } from './failure.ts'
import { useAnswer } from './useAnswer.ts'
import { useClient } from './useClient.ts'
import { useConnection } from './useConnection.ts'
import { useTask } from './useTask.ts'

/** The health of the data: checked when the page opens and by hand, for a check looks at keys of a live Redis. */
export function useHealth() {
  const { api } = useClient()
  const { state, sourceId } = useConnection()
  const { running, cancel } = useTask('health')
  const { answer, failure, freshAt, isReading, load } = useAnswer<Health>({
    read: api.health,
    question: '',
    sourceId,
  })
  const isReachable = computed(() => {
    const status = state.value?.status.state
    return status === 'ready' || status === 'degraded'
  })
  watch(
    isReachable,
    (reachable) => {
      if (reachable && !answer.value && !isReading.value) void load()
    },
    { immediate: true },
  )
  const isStopped = computed(() => isCancelled(failure.value))
  return { health: answer, failure, freshAt, isReading, isStopped, running, cancel, check: load }
}
