import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { UsageItem } from '../../shared/usage.ts'
import { dateIn } from '../../shared/format/time.ts'
import { useClient } from './useClient.ts'
import { useSparklines } from './useSparklines.ts'
import type { UsageRows } from './useUsage.ts'

export interface UsageLinesOptions {
  shown: MaybeRefOrGetter<UsageRows | null>
  /** First and last row in sight. */
  inSight: MaybeRefOrGetter<readonly [number, number]>
  isGroup(item: UsageItem): boolean
  sourceId: MaybeRefOrGetter<string | null>
}

/** The days of the endpoints in sight that are over, as lines; groups have none. */
export function useUsageLines({ shown, inSight, isGroup, sourceId }: UsageLinesOptions) {
  const { api } = useClient()
  const usage = computed(() => toValue(shown)?.usage ?? null)
  const range = computed(() => {
    if (!usage.value) return null
    const { zone, from, to } = usage.value
    return { zone, from, to }
  })
  // A day that has only begun would look like a fall.
  const isRunning = computed(() => {
    if (!usage.value) return false
    const { from, to, asOf, zone } = usage.value
    return from !== to && to === dateIn(Date.parse(asOf), zone)
  })
  const endpoints = computed<string[]>((was) => {
    const [first, last] = toValue(inSight)
    const rows = toValue(shown)?.rows
    const now: string[] = []
    for (let i = first; i <= last; i++) {
      const item = rows?.get(i)
      if (item && !isGroup(item)) now.push(item.endpoint)
    }
    return was?.length === now.length && was.every((name, i) => name === now[i]) ? was : now
  })
  const id = computed(() => (range.value ? JSON.stringify(range.value) : null))
  return useSparklines({
    endpoints,
    hour: () => id.value && `${id.value} ${usage.value!.asOf.slice(0, 13)}`,
    // Lines of other days are of no use.
    sourceId: () => `${toValue(sourceId)} ${id.value}`,
    async read(names) {
      const isCut = isRunning.value
      const answer = await api.usageSparklines({ ...range.value!, endpoints: names })
      return isCut ? answer.map((line) => ({ ...line, calls: line.calls.slice(0, -1) })) : answer
    },
  })
}
