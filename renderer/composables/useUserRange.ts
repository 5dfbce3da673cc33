import { computed } from 'vue'
import { dateIn } from '../../shared/format/time.ts'
import { daysBefore } from './date-range.ts'
import { useSecond } from './page-clock.ts'
import { useQueryState } from './useQueryState.ts'

/** So many days are shown at a time. */
export const userRanges = ['30', '90', '365'] as const
export type UserRange = (typeof userRanges)[number]

/** How far back the page of users looks, in the address, and the first and the running date of that by UTC days. */
export function useUserRange() {
  const inAddress = useQueryState<UserRange>('days', '30')
  const now = useSecond()
  const range = computed<UserRange>({
    get: () => userRanges.find((one) => one === inAddress.value) ?? '30',
    set: (value) => (inAddress.value = value),
  })
  const today = computed(() => dateIn(now.value, 'UTC'))
  const from = computed(() => daysBefore(today.value, Number(range.value) - 1))
  return { range, from, today }
}
