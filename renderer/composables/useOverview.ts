import { shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { Overview } from '../../shared/figures.ts'
import { toFailure, type Failure } from './failure.ts'
import { pageNow } from './page-clock.ts'
import { useClient } from './useClient.ts'
import { usePoll } from './usePoll.ts'

export interface OverviewOptions {
  zone: MaybeRefOrGetter<string>
  /** What is watched; figures of another source are dropped at once. */
  sourceId: MaybeRefOrGetter<string | null>
  /** How often it is asked for. */
  refreshSeconds?: MaybeRefOrGetter<number>
  /** Whether it is asked for by hand alone. */
  isPaused?: MaybeRefOrGetter<boolean>
}

/** Endpoints that the page asks for; more are counted but not listed. */
export const mostEndpoints = 5_000

/** The live overview, asked for at each interval. After a failure the last answer stays, with the failure beside it. */
export function useOverview({ zone, sourceId, refreshSeconds = 1, isPaused = false }: OverviewOptions) {
  const { api } = useClient()
  const overview = shallowRef<Overview | null>(null)
  const failure = shallowRef<Failure | null>(null)
  /** When the page first saw the present `asOf`: servers' clocks differ from the page's, so ages count from here. */
  const freshAt = shallowRef<number | null>(null)
  let turn = 0

  async function load(): Promise<void> {
    const mine = ++turn
    try {
      const answer = await api.overview({ zone: toValue(zone), top: mostEndpoints })
      if (mine !== turn) return
      if (answer.asOf !== overview.value?.asOf) freshAt.value = pageNow()
      overview.value = answer
      failure.value = null
    } catch (error) {
      if (mine === turn) failure.value = toFailure(error)
    }
  }

  const { pollNow } = usePoll(load, {
    intervalMs: () => toValue(refreshSeconds) * 1_000,
    // Until an answer is whole there is nothing to stay with.
    paused: () => toValue(isPaused) && overview.value !== null && !isBeingRead(overview.value),
  })

  watch(
    () => toValue(zone),
    () => {
      turn += 1
      pollNow()
    },
  )
  watch(
    () => toValue(sourceId),
    (_now, before) => {
      if (before === null) return
      turn += 1
      overview.value = null
      failure.value = null
      freshAt.value = null
      pollNow()
    },
  )

  return { overview, failure, freshAt, pollNow }
}

/** Whether figures are on their way from Redis that were not there in time for the answer. */
function isBeingRead({ today, currentHour, success, hours }: Overview): boolean {
  return [today, currentHour, success, ...hours].some(({ why }) => why === 'reading')
}
