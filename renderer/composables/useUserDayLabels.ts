import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { UserDay } from '../../shared/users.ts'
import { dayLabels } from '../charts/day-labels.ts'
import { useUserWords } from './useUserWords.ts'

/** Labels of days along a chart, at round dates. */
export function useUserDayLabels(days: MaybeRefOrGetter<readonly UserDay[]>) {
  const { day } = useUserWords()
  return computed(() =>
    dayLabels(
      toValue(days).map(({ date }) => date),
      day,
    ),
  )
}
