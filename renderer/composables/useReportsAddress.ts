import { computed } from 'vue'
import { useRoute, type LocationQueryRaw, type RouteLocationRaw } from 'vue-router'
import { isDate } from '../../shared/calendar-date.ts'
import { parseMonth } from './report-month.ts'

/** What the page of reports shows, in the address: a month, or one day, maybe beside another one or in an earlier revision. */
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

  function go(query: LocationQueryRaw): RouteLocationRaw {
    const merged = Object.entries({ ...route.query, ...query })
    return { name: 'reports', query: Object.fromEntries(merged.filter(([, value]) => value !== undefined)) }
  }

  return {
    month,
    date,
    compared,
    revision,
    toMonth: (one: string) => go({ month: one, date: undefined, with: undefined, revision: undefined }),
    toDay: (one: string) => go({ date: one, with: undefined, revision: undefined }),
    toRevision: (one: number | null) => go({ revision: one ?? undefined }),
    toCompared: (one: string | null) => go({ with: one ?? undefined }),
    /** Out of a day to the month that it was found in. */
    listLink: computed(() => go({ date: undefined, with: undefined, revision: undefined, table: undefined })),
  }
}
