import { toValue, computed, type MaybeRefOrGetter } from 'vue'
import type { UserDay } from '../../shared/users.ts'
import { usageLabels } from '../charts/usage-labels.ts'
import { useUserWords } from './useUserWords.ts'

/** Labels of days along a chart: a few dates at equal distances. */
export function useUserDayLabels(days: MaybeRefOrGetter<readonly UserDay[]>) {
  const { day } = useUserWords()
  return computed(() =>
    usageLabels(
      toValue(days).map(({ date: start }) => ({ start })),
      'day',
      { day, clock: () => '' },
    ),
  )
}
