import { tryOnScopeDispose } from '@vueuse/core'
import { shallowRef, watch } from 'vue'
import type { CensusChoice, CensusState } from '../../shared/census.ts'
import { isCancelled, toFailure, type Failure } from './failure.ts'
import { useClient } from './useClient.ts'
import { useConnection } from './useConnection.ts'
import { usePoll } from './usePoll.ts'

/** Days close by the clock alone; all else is told. */
const everyMs = 60_000

/** The counting of users of the present source: how it stands, and starting, cancelling and choosing it. */
export function useCensus() {
  const { api, on } = useClient()
  const { sourceId, state: connection } = useConnection()
  const census = shallowRef<CensusState | null>(null)
  const failure = shallowRef<Failure | null>(null)
  /** What a person asked for and is under way. */
  const isAsking = shallowRef(false)
  let turn = 0

  function accept(next: CensusState | null): void {
    turn += 1
    census.value = next
  }

  /** An event that came while the question was under way is newer than its answer. */
  async function load(): Promise<void> {
    const asked = turn
    try {
      const answer = await api.census()
      if (asked === turn) census.value = answer
    } catch {
      // Without a source there is nothing to count, which the page says.
    }
  }

  async function run(call: () => Promise<unknown>): Promise<void> {
    failure.value = null
    isAsking.value = true
    try {
      await call()
    } catch (error) {
      const why = toFailure(error)
      if (!isCancelled(why)) failure.value = why
    }
    isAsking.value = false
    await load()
  }

  tryOnScopeDispose(
    on('census', (next) => {
      accept({ ...next, estimate: next.estimate ?? census.value?.estimate ?? null })
      // What the next one costs is told to those who ask.
      if (next.state === 'idle') pollNow()
    }),
  )
  const { pollNow } = usePoll(load, { intervalMs: everyMs })
  watch(sourceId, (_now, before) => {
    if (before === null) return
    accept(null)
    failure.value = null
    pollNow()
  })
  // How many keys there are can be told once a Redis answers.
  watch(() => connection.value?.status.state, pollNow)

  return {
    census,
    failure,
    isAsking,
    start: () => run(() => api.startCensus()),
    cancel: () => run(() => api.cancelTask({ task: 'census' })),
    choose: (choice: CensusChoice) => run(() => api.chooseCensus({ choice })),
    /** Each night from now on, and at once. */
    async startNightly(): Promise<void> {
      await run(() => api.chooseCensus({ choice: 'nightly' }))
      if (!failure.value) await run(() => api.startCensus())
    },
  }
}
