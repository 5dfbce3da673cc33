import { tryOnScopeDispose } from '@vueuse/core'
import { shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { DiscoveryState } from '../../shared/figures.ts'
import { toFailure, type Failure } from './failure.ts'
import { useClient } from './useClient.ts'

/** The search for endpoints: from the answers and, between them, from its events. */
export function useDiscovery(answered: MaybeRefOrGetter<DiscoveryState | null>) {
  const { api, on } = useClient()
  const discovery = shallowRef<DiscoveryState | null>(null)
  const failure = shallowRef<Failure | null>(null)

  watch(
    () => toValue(answered),
    (state) => (discovery.value = state),
    { immediate: true },
  )
  tryOnScopeDispose(on('discovery', (state) => (discovery.value = state)))

  async function run(call: () => Promise<DiscoveryState>): Promise<void> {
    failure.value = null
    try {
      discovery.value = await call()
    } catch (error) {
      failure.value = toFailure(error)
    }
  }

  return { discovery, failure, look: () => run(api.discover), cancel: () => run(api.cancelDiscovery) }
}
