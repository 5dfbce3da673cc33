import type { Granularity } from '../../../shared/api.ts'
import { defaultStatusLists, type StatusLists } from '../../../shared/success.ts'

/** How the counters of one source are to be read, as far as a connection may say so. */
export interface ReadingRules {
  statusLists: StatusLists
  /** Days that Redis keeps counters; null where the smaller of the table's and of what a sample shows holds. */
  retentionDays: Record<Granularity, number | null>
  /** The most keys a second that a discovery may look at; null where its own pace is enough. May change at any time. */
  scanLimit: number | null
}

export const defaultRules: ReadingRules = {
  statusLists: defaultStatusLists,
  retentionDays: { minute: null, hour: null, day: null },
  scanLimit: null,
}
