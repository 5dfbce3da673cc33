import { toValue, type MaybeRefOrGetter } from 'vue'
import type { Overview } from '../../shared/figures.ts'
import { useClient } from './useClient.ts'
import { useLiveFigures } from './useLiveFigures.ts'

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

/** The live overview, asked for at each interval. */
export function useOverview({ zone, sourceId, refreshSeconds = 1, isPaused = false }: OverviewOptions) {
  const { api } = useClient()
  const { figures, ...live } = useLiveFigures({
    question: zone,
    ask: (asked) => api.overview({ zone: asked, top: mostEndpoints }),
    sourceId,
    intervalMs: () => toValue(refreshSeconds) * 1_000,
    isPaused,
    // Until an answer is whole there is nothing to stay with.
    isWhole: (overview) => !isBeingRead(overview),
    keepsOther: true,
  })
  return { overview: figures, ...live }
}

/** Whether figures are on their way from Redis that were not there in time for the answer. */
function isBeingRead({ today, currentHour, success, hours }: Overview): boolean {
  return [today, currentHour, success, ...hours].some(({ why }) => why === 'reading')
}
