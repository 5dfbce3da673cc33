import { tryOnScopeDispose } from '@vueuse/core'
import { computed, inject, provide, shallowRef, watch, type InjectionKey } from 'vue'
import type { ConnectionState } from '../../shared/connection.ts'
import { useClient } from './useClient.ts'
import { usePoll } from './usePoll.ts'

type ConnectionFacts = ReturnType<typeof createConnection>

const key: InjectionKey<ConnectionFacts> = Symbol('connection')

function createConnection() {
  const { api, on, isLost } = useClient()
  const state = shallowRef<ConnectionState | null>(null)
  let turn = 0

  function accept(next: ConnectionState): void {
    turn += 1
    state.value = next
  }

  /** An event that came while the question was under way is newer than its answer. */
  async function refresh(): Promise<void> {
    const asked = turn
    try {
      const answer = await api.connection()
      if (asked === turn) state.value = answer
    } catch {
      // `isLost` says so already, and the last state stands until the app is back.
    }
  }

  tryOnScopeDispose(on('connection', accept))
  const { pollNow } = usePoll(refresh, { intervalMs: 5_000 })
  watch(isLost, (lost) => !lost && pollNow())

  /** Changes whenever other data is being watched: figures of before must not stay. */
  const sourceId = computed(() => {
    if (!state.value) return null
    const { source, archive } = state.value
    const { kind, address, prefix, bucketOffsetMinutes } = source
    return `${kind} ${address} ${prefix} ${bucketOffsetMinutes}${archive.shown === null ? '' : ` ${archive.shown}`}`
  })

  async function retry(): Promise<void> {
    try {
      accept(await api.retry())
    } catch {
      // Why it failed again is part of the state, which comes as an event.
      pollNow()
    }
  }

  /** Back from an archive that was only read. */
  async function leaveArchive(): Promise<void> {
    try {
      accept(await api.showArchive({ file: null }))
    } catch {
      pollNow()
    }
  }

  return { state, isLost, sourceId, accept, retry, leaveArchive }
}

/** Once, in the frame: what is watched and how it fares, for everything below. */
export function provideConnection(): ConnectionFacts {
  const facts = createConnection()
  provide(key, facts)
  return facts
}

export function useConnection(): ConnectionFacts {
  const facts = inject(key)
  if (!facts) throw new Error('The page has no connection: provideConnection() was not called.')
  return facts
}
