import { tryOnScopeDispose } from '@vueuse/core'
import { toValue, type MaybeRefOrGetter } from 'vue'
import type { ReportInput } from '../../shared/api.ts'
import type { StoredReport } from '../../shared/reports.ts'
import { useAnswer } from './useAnswer.ts'
import { useClient } from './useClient.ts'
import { useConnection } from './useConnection.ts'

/** One report while one is asked for, read anew when the app tells that it changed. */
export function useReport(ask: MaybeRefOrGetter<ReportInput | null>) {
  const { api, on } = useClient()
  const { sourceId } = useConnection()
  const report = useAnswer<StoredReport | null>({
    question: () => JSON.stringify(toValue(ask)),
    sourceId,
    async read() {
      const asked = toValue(ask)
      return asked && (await api.report(asked))
    },
  })
  void report.load()
  tryOnScopeDispose(
    on('reports', ({ dates }) => {
      const asked = toValue(ask)
      if (asked && dates.includes(asked.date)) void report.load()
    }),
  )
  return report
}
