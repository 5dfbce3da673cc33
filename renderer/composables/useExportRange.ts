import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { periodOf, type CalendarPeriod } from '../../shared/calendar-period.ts'

export const exportRanges = ['day', 'week', 'month', 'dates'] as const
export type ExportRange = (typeof exportRanges)[number]

/** From what an export is asked for: a date and whether it, its week or its month is meant. */
export interface ExportAnchor {
  date: string
  kind: Exclude<ExportRange, 'dates'>
}

/** The days that are exported: those around a date, up to the last that is over, or others that a person picks. */
export function useExportRange(anchor: MaybeRefOrGetter<ExportAnchor>, last: MaybeRefOrGetter<string>) {
  const kind = shallowRef<ExportRange>(toValue(anchor).kind)
  const picked = shallowRef<CalendarPeriod | null>(null)
  watch(
    () => toValue(anchor),
    (next) => (kind.value = next.kind),
  )

  function spanOf(one: ExportAnchor['kind']): CalendarPeriod {
    const { date } = toValue(anchor)
    const end = toValue(last)
    const { from, to } = one === 'day' ? { from: date, to: date } : periodOf(one, date)
    return { from: from < end ? from : end, to: to < end ? to : end }
  }

  const span = computed(() =>
    kind.value === 'dates' ? (picked.value ?? spanOf(toValue(anchor).kind)) : spanOf(kind.value),
  )

  function pick(from: string, to: string): void {
    picked.value = { from, to }
    kind.value = 'dates'
  }

  return { kind, span, spanOf, pick }
}
