import { toValue, type MaybeRefOrGetter } from 'vue'
import type { Reports } from '../../shared/reports.ts'
import { useAnswer } from './useAnswer.ts'
import { useClient } from './useClient.ts'
import { useConnection } from './useConnection.ts'
import type { AskedDays } from './useForeignReports.ts'

/** Our own reports of some days, while any are asked for. */
export function useReportSpan(days: MaybeRefOrGetter<AskedDays | null>) {
  const { api } = useClient()
  const { sourceId } = useConnection()
  return useAnswer<Reports | null>({
    question: () => JSON.stringify(toValue(days)),
    sourceId,
    async read() {
      const asked = toValue(days)
      return asked && (await api.reports(asked))
    },
  })
}
