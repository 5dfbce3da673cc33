import { tryOnScopeDispose } from '@vueuse/core'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { ForeignReport, ForeignReports } from '../../shared/foreign-reports.ts'
import { useAnswer } from './useAnswer.ts'
import { useClient } from './useClient.ts'
import { useConnection } from './useConnection.ts'

/** First and last date, both included. */
export interface AskedDays {
  from: string
  to: string
}

/** The reports of others in some days, oldest first; of the last 400 where `days` is 'all', none while it is null. */
export function useForeignReports(days: MaybeRefOrGetter<AskedDays | 'all' | null>) {
  const { api, on } = useClient()
  const { sourceId } = useConnection()
  const foreign = useAnswer<ForeignReports | null>({
    question: () => JSON.stringify(toValue(days)),
    sourceId,
    async read() {
      const asked = toValue(days)
      return asked && (await api.foreignReports(asked === 'all' ? {} : asked))
    },
  })
  void foreign.load()
  tryOnScopeDispose(on('reports', () => void foreign.load()))
  const byDate = computed(
    () => new Map<string, ForeignReport>((foreign.answer.value?.items ?? []).map((one) => [one.date, one])),
  )
  return { ...foreign, byDate }
}
