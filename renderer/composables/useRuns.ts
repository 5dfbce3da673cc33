import { tryOnScopeDispose } from '@vueuse/core'
import { computed, shallowRef, watch } from 'vue'
import { mostRuns, runOutcomes, type RunOutcome, type Runs } from '../../shared/runs.ts'
import { useAnswer } from './useAnswer.ts'
import { useClient } from './useClient.ts'
import { useConnection } from './useConnection.ts'
import { usePoll } from './usePoll.ts'
import { useQueryState } from './useQueryState.ts'

const atFirst = 50
const more = 200
/** What runs besides reports is told by nothing. */
const everyMs = 30_000

/** The log of what ran, the newest at first; the outcome that is asked for stands in the address. */
export function useRuns() {
  const { api, on } = useClient()
  const { sourceId } = useConnection()
  const inAddress = useQueryState('outcome')
  const outcome = computed<RunOutcome | 'all'>({
    get: () => runOutcomes.find((one) => one === inAddress.value) ?? 'all',
    set: (chosen) => (inAddress.value = chosen === 'all' ? '' : chosen),
  })
  const limit = shallowRef(atFirst)
  const runs = useAnswer<Runs>({
    question: () => JSON.stringify([outcome.value, limit.value]),
    sourceId,
    read: () => api.runs({ limit: limit.value, outcome: outcome.value === 'all' ? null : outcome.value }),
  })
  const { pollNow } = usePoll(runs.load, { intervalMs: everyMs })
  tryOnScopeDispose(on('reports', pollNow))
  watch(outcome, () => (limit.value = atFirst))

  return {
    ...runs,
    outcome,
    /** Shows older ones too. */
    showMore: () => void (limit.value = Math.min(mostRuns, limit.value + more)),
  }
}
