import { computed, shallowRef, type Ref } from 'vue'
import type { Reports } from '../../shared/reports.ts'
import { daysBefore } from './date-range.ts'
import { lastOf } from './report-month.ts'
import type { ExportAnchor } from './useExportRange.ts'
import type { useReportsAddress } from './useReportsAddress.ts'

interface DialogFacts {
  address: ReturnType<typeof useReportsAddress>
  reports: Ref<Reports | null>
  /** The month whose days are listed. */
  month: Ref<string>
}

/** The dialog that exports what the page of reports shows: a day, a week, a month, or the month that is listed. */
export function useExportDialog({ address, reports, month }: DialogFacts) {
  const { date, list, kind, period } = address
  /** What was shown when it was opened; null while it is closed. */
  const asked = shallowRef<ExportAnchor | null>(null)
  /** The last day that is over; null before any is. */
  const last = computed(() => {
    const { today, firstDate } = reports.value ?? {}
    if (!today || !firstDate || firstDate >= today) return null
    return daysBefore(today, 1)
  })

  function shown(end: string): ExportAnchor {
    if (date.value !== null) return { kind: 'day', date: date.value }
    if (kind.value !== null) return { kind: kind.value, date: period.value ?? end }
    return { kind: 'month', date: list.value === 'days' ? lastOf(month.value) : end }
  }

  function open(): void {
    if (last.value === null) return
    const anchor = shown(last.value)
    asked.value = anchor.date > last.value ? { ...anchor, date: last.value } : anchor
  }

  return { asked, last, open, close: () => void (asked.value = null) }
}
