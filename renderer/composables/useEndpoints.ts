import { tryOnScopeDispose } from '@vueuse/core'
import { shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { EndpointsFound } from '../../shared/figures.ts'
import { toFailure, type Failure } from './failure.ts'
import { useClient } from './useClient.ts'

export interface EndpointsOptions {
  search: MaybeRefOrGetter<string>
  /** Nothing is asked while this does not hold. */
  active: MaybeRefOrGetter<boolean>
  sourceId: MaybeRefOrGetter<string | null>
}

/** The endpoints that a text finds: the core searches, so that their number is no matter here. */
export function useEndpoints({ search, active, sourceId }: EndpointsOptions) {
  const { api, on } = useClient()
  const found = shallowRef<EndpointsFound | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let turn = 0

  async function load(): Promise<void> {
    if (!toValue(active)) return
    const mine = ++turn
    try {
      const answer = await api.endpoints({ search: toValue(search) })
      if (mine !== turn) return
      found.value = answer
      failure.value = null
    } catch (error) {
      if (mine === turn) failure.value = toFailure(error)
    }
  }

  watch([() => toValue(search), () => toValue(active)], () => void load(), { immediate: true })
  watch(
    () => toValue(sourceId),
    () => {
      turn += 1
      found.value = null
      void load()
    },
  )
  // A search among the keys may just have found more.
  tryOnScopeDispose(on('discovery', () => void load()))

  return { found, failure }
}
