import { tryOnScopeDispose } from '@vueuse/core'
import { inject, provide, shallowRef, watch, type InjectionKey } from 'vue'
import type { Connections, SavedConnection } from '../../shared/saved-connection.ts'
import { toFailure, type Failure } from './failure.ts'
import { useClient } from './useClient.ts'

type SavedFacts = ReturnType<typeof createSavedConnections>

/** A connection that was deleted and can be put back. */
export interface Removed {
  id: string
  name: string
}

const key: InjectionKey<SavedFacts> = Symbol('saved connections')

function createSavedConnections() {
  const { api, on, isLost } = useClient()
  const list = shallowRef<Connections | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const removed = shallowRef<readonly Removed[]>([])
  let isWanted = false
  let turn = 0

  function accept(next: Connections): void {
    turn += 1
    list.value = next
  }

  /** Reads the list from now on: before somebody looks at it, no keyring has to be asked. */
  async function load(): Promise<void> {
    isWanted = true
    const asked = turn
    try {
      const answer = await api.connections()
      if (asked === turn) accept(answer)
    } catch (error) {
      if (!list.value) failure.value = toFailure(error)
    }
  }

  tryOnScopeDispose(on('connections', accept))
  watch(isLost, (lost) => !lost && isWanted && void load())
  watch(list, () => (failure.value = null))

  async function run(work: () => Promise<unknown>): Promise<boolean> {
    failure.value = null
    try {
      await work()
      return true
    } catch (error) {
      failure.value = toFailure(error)
      return false
    }
  }

  const dropRemoved = (id: string): void => {
    removed.value = removed.value.filter((one) => one.id !== id)
  }

  return {
    list,
    /** Why the list could not be read, or its last change not be made. */
    failure,
    removed,
    load,
    accept,
    duplicate: (id: string) => run(() => api.duplicateConnection({ id })),
    remove: ({ id, name, address }: SavedConnection) =>
      run(async () => {
        accept(await api.deleteConnection({ id }))
        removed.value = [...removed.value, { id, name: name || address }]
      }),
    restore: (id: string) =>
      run(async () => {
        await api.restoreConnection({ id })
        dropRemoved(id)
        await load()
      }),
    dropRemoved,
  }
}

/** Once, in the frame: the saved connections, for everything below. */
export function provideSavedConnections(): SavedFacts {
  const facts = createSavedConnections()
  provide(key, facts)
  return facts
}

export function useSavedConnections(): SavedFacts {
  const facts = inject(key)
  if (!facts) throw new Error('The page has no list: provideSavedConnections() was not called.')
  return facts
}
