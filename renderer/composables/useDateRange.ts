import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { dateIn } from '../../shared/format/time.ts'
import { parseRange } from './date-range.ts'
import { useSecond } from './page-clock.ts'
import { useQueryState } from './useQueryState.ts'

/** The range of days that the address names, on the calendar of a zone. */
export function useDateRange(zone: MaybeRefOrGetter<string>) {
  const inAddress = useQueryState('days')
  const now = useSecond()
  const today = computed(() => dateIn(now.value, toValue(zone)))
  const range = computed(() => parseRange(inAddress.value, today.value))
  return { inAddress, today, range }
}
