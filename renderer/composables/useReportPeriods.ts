import { tryOnScopeDispose } from '@vueuse/core'
import type { ReportPeriod, ReportPeriods } from '../../shared/report-period.ts'
import { useAnswer } from './useAnswer.ts'
import { useClient } from './useClient.ts'
import { useConnection } from './useConnection.ts'
import type { useReportsAddress } from './useReportsAddress.ts'

/** The weeks or months that the address names, and the one that it shows in full; read anew when the app tells of a change. */
export function useReportPeriods({ kind, period, until }: ReturnType<typeof useReportsAddress>) {
  const { api, on } = useClient()
  const { sourceId } = useConnection()
  const list = useAnswer<ReportPeriods | null>({
    question: () => JSON.stringify([kind.value, period.value === null, until.value]),
    sourceId,
    async read() {
      if (kind.value === null || period.value !== null) return null
      return await api.reportPeriods({ kind: kind.value, until: until.value })
    },
  })
  const one = useAnswer<ReportPeriod | null>({
    question: () => JSON.stringify([kind.value, period.value]),
    sourceId,
    async read() {
      if (kind.value === null || period.value === null) return null
      return await api.reportPeriod({ kind: kind.value, date: period.value })
    },
  })
  const load = (): void => {
    void list.load()
    void one.load()
  }
  load()
  tryOnScopeDispose(on('reports', load))
  return { list, one, load }
}
