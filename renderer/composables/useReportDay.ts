import { computed } from 'vue'
import { defaultStatusLists, type StatusLists } from '../../shared/success.ts'
import { useConnection } from './useConnection.ts'
import { useOpenConnection } from './useOpenConnection.ts'
import { useReport } from './useReport.ts'
import type { useReportsAddress } from './useReportsAddress.ts'

/** The day that the address names, and the one beside it. */
export function useReportDay({ date, revision, compared }: ReturnType<typeof useReportsAddress>) {
  const { state } = useConnection()
  const stored = useReport(() => {
    if (date.value === null) return null
    return revision.value === null ? { date: date.value } : { date: date.value, revision: revision.value }
  })
  const beside = useReport(() =>
    date.value === null || compared.value === null ? null : { date: compared.value },
  )
  const { open } = useOpenConnection({
    active: () => compared.value !== null && state.value?.sample === false,
  })
  const lists = computed<StatusLists>(() => open.value?.statusLists ?? defaultStatusLists)
  return { stored, beside, lists }
}
