import { toValue, type MaybeRefOrGetter } from 'vue'
import type { TrendInput } from '../../shared/api.ts'
import type { Trend } from '../../shared/figures.ts'
import { useClient } from './useClient.ts'
import { useLiveFigures } from './useLiveFigures.ts'

export interface TrendOptions {
  question: MaybeRefOrGetter<TrendInput>
  sourceId: MaybeRefOrGetter<string | null>
  /** How often a person wants figures to be asked for, at most. */
  refreshSeconds: MaybeRefOrGetter<number>
  /** Whether they are asked for by hand alone. */
  isPaused: MaybeRefOrGetter<boolean>
}

/** How often a range that ends now is asked for; one of the past changes only by calls that arrive late. */
const liveMs = { minute: 3_000, hour: 10_000, day: 30_000 }
const pastMs = 60_000
/** While something is still being read, or after a question that got no answer. */
const soonMs = 1_000

/** The trend of a question, live while it ends now. */
export function useTrend({ question, sourceId, refreshSeconds, isPaused }: TrendOptions) {
  const { api } = useClient()
  const { figures, ...live } = useLiveFigures({
    question,
    ask: (asked) => api.trend(asked),
    sourceId,
    intervalMs: (trend: Trend | null) => {
      if (!trend || isBeingRead(trend)) return soonMs
      return Math.max(trend.until === null ? liveMs[trend.range] : pastMs, toValue(refreshSeconds) * 1_000)
    },
    isPaused,
    isWhole: (trend) => !isBeingRead(trend),
    keepsOther: false,
  })
  return { trend: figures, ...live }
}

function isBeingRead({ points, previous }: Trend): boolean {
  return [...points, ...(previous ?? [])].some(({ why }) => why === 'reading')
}
