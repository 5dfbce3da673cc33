import { computed } from 'vue'
import { useRoute, type LocationQueryRaw, type RouteLocationRaw } from 'vue-router'
import { isDate } from '../../shared/calendar-date.ts'
import type { PeriodKind } from '../../shared/calendar-period.ts'
import { parseMonth } from './report-month.ts'

/** What the page of reports lists: days, weeks or months, what ran, and the reports of others. */
export const reportLists = ['days', 'weeks', 'months', 'runs', 'others'] as const
export type ReportList = (typeof reportLists)[number]

const kinds: Partial<Record<ReportList, PeriodKind>> = { weeks: 'week', months: 'month' }

/**
 * What the page of reports shows, in the address: a month of days, or one day, maybe beside another one or in an earlier
 * revision; weeks or months, or one of them; or another list.
 */
export function useReportsAddress() {
  const route = useRoute()
  const text = (name: string): string => {
    const value = route.name === 'reports' ? route.query[name] : ''
    return typeof value === 'string' ? value : ''
  }
  const dateOf = (name: string): string | null => (isDate(text(name)) ? text(name) : null)

  const month = computed(() => parseMonth(text('month')))
  const date = computed(() => dateOf('date'))
  const compared = computed(() => (dateOf('with') === date.value ? null : dateOf('with')))
  const revision = computed(() => (/^[1-9]\d{0,5}$/.test(text('revision')) ? Number(text('revision')) : null))

  const list = computed<ReportList>(() => reportLists.find((one) => one === text('show')) ?? 'days')
  const kind = computed(() => kinds[list.value] ?? null)
  /** A date of the week or month that is shown in full; null where all are listed. */
  const period = computed(() => (kind.value === null ? null : dateOf('period')))
  /** A date of the newest week or month of the list; null for today's. */
  const until = computed(() => dateOf('until'))

  function go(query: LocationQueryRaw): RouteLocationRaw {
    const merged = Object.entries({ ...route.query, ...query })
    return { name: 'reports', query: Object.fromEntries(merged.filter(([, value]) => value !== undefined)) }
  }

  return {
    month,
    date,
    compared,
    revision,
    list,
    kind,
    period,
    until,
    toList: (one: ReportList) =>
      go({
        show: one === 'days' ? undefined : one,
        date: undefined,
        with: undefined,
        revision: undefined,
        period: undefined,
        until: undefined,
        table: undefined,
        other: undefined,
        outcome: undefined,
      }),
    /** The date whose report of others is shown; null where none is. */
    other: computed(() => dateOf('other')),
    toOther: (one: string | null) => go({ other: one ?? undefined }),
    toPeriod: (one: string | null) => go({ period: one ?? undefined, table: undefined }),
    toUntil: (one: string | null) => go({ until: one ?? undefined }),
    toMonth: (one: string) => go({ month: one, date: undefined, with: undefined, revision: undefined }),
    toDay: (one: string) => go({ date: one, with: undefined, revision: undefined }),
    toRevision: (one: number | null) => go({ revision: one ?? undefined }),
    toCompared: (one: string | null) => go({ with: one ?? undefined }),
    /** Out of a day to the list that it was found in. */
    listLink: computed(() => go({ date: undefined, with: undefined, revision: undefined, table: undefined })),
  }
}
