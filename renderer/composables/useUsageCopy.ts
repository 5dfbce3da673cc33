import { shallowRef, toValue, type MaybeRefOrGetter } from 'vue'
import type { UsageInput } from '../../shared/api.ts'
import type { Usage, UsageItem } from '../../shared/usage.ts'
import { usageCsv } from './usage-csv.ts'
import { useClient } from './useClient.ts'
import { useCopy } from './useCopy.ts'
import { countOf } from './useUsage.ts'

/** Comparing rows reads counters of each: so many are copied at once. */
const mostRows = 1_000

/** Copies the rows of a table of usage as CSV, the first 1,000 of them. */
export function useUsageCopy(ask: MaybeRefOrGetter<UsageInput>) {
  const { api } = useClient()
  const { outcome, copy } = useCopy()
  const isCopying = shallowRef(false)
  const copied = shallowRef({ rows: 0, of: 0 })

  async function copyCsv(): Promise<void> {
    isCopying.value = true
    try {
      const asked = toValue(ask)
      const items: UsageItem[] = []
      let usage: Usage | null = null
      let offset: number | null = 0
      while (offset !== null && items.length < mostRows) {
        const page: Usage = await api.usage({ ...asked, offset, limit: mostRows - items.length })
        usage ??= page
        items.push(...page.items)
        offset = page.next
      }
      copied.value = { rows: items.length, of: countOf(usage!) }
      await copy(usageCsv(usage!, items))
    } catch {
      outcome.value = 'failed'
    } finally {
      isCopying.value = false
    }
  }

  return { outcome, copied, isCopying, copyCsv }
}
