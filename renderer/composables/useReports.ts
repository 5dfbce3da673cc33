import { tryOnScopeDispose } from '@vueuse/core'
import { toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { Reports } from '../../shared/reports.ts'
import { firstOf, lastOf } from './report-month.ts'
import { useAnswer } from './useAnswer.ts'
import { useClient } from './useClient.ts'
import { useConnection } from './useConnection.ts'
import { usePoll } from './usePoll.ts'

/** A day becomes due by the clock alone; all else is told. */
const everyMs = 60_000

/** The closed days of a month, or the last ones where none is named, read anew when the app tells of a change. */
export function useReports(month: MaybeRefOrGetter<string | null>) {
  const { api, on } = useClient()
  const { state, sourceId } = useConnection()
  const reports = useAnswer<Reports>({
    question: () => toValue(month) ?? '',
    sourceId,
    read() {
      const shown = toValue(month)
      return api.reports(shown === null ? {} : { from: firstOf(shown), to: lastOf(shown) })
    },
  })
  const { pollNow } = usePoll(reports.load, { intervalMs: everyMs })
  tryOnScopeDispose(on('reports', pollNow))
  watch(() => [state.value?.status.state, state.value?.source.reportZone], pollNow)
  return reports
}
