import { computed, shallowRef } from 'vue'
import { toFailure, type Failure } from './failure.ts'
import { useClient } from './useClient.ts'
import { useConnection } from './useConnection.ts'

/** By which days the open connection is reported: asked until it is answered, and not again in this run after "later". */
export function useZoneQuestion() {
  const { api } = useClient()
  const { state, isLost } = useConnection()
  const put = shallowRef<readonly string[]>([])
  const isBusy = shallowRef(false)
  const failure = shallowRef<Failure | null>(null)

  /** The connection that is to be asked about, once it was reached. */
  const about = computed(() => {
    const { source, status } = state.value ?? {}
    const isReached = status?.state === 'ready' || status?.state === 'degraded'
    if (!source?.id || source.reportZone !== null || !isReached || isLost.value) return null
    return put.value.includes(source.id) ? null : { id: source.id, name: source.name }
  })

  async function answer(reportZone: string): Promise<void> {
    if (!about.value) return
    isBusy.value = true
    failure.value = null
    try {
      await api.saveConnection({ id: about.value.id, reportZone })
    } catch (error) {
      failure.value = toFailure(error)
    } finally {
      isBusy.value = false
    }
  }

  function later(): void {
    if (about.value) put.value = [...put.value, about.value.id]
  }

  return { about, isBusy, failure, answer, later }
}
