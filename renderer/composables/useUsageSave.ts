import { toValue, type MaybeRefOrGetter } from 'vue'
import type { UsageInput } from '../../shared/api.ts'
import type { Usage, UsageItem } from '../../shared/usage.ts'
import type { Savable } from './savable.ts'
import { rangeOf } from './save-range.ts'
import type { SavedTable } from './saved-csv.ts'
import { usageTable } from './usage-tables.ts'
import { useClient } from './useClient.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'
import { countOf } from './useUsage.ts'

/** Comparing rows reads counters of each: so many are given at once. */
const mostRows = 1_000

/** The rows of a table of usage to copy or to save, the first 1,000 of them. */
export function useUsageSave(ask: MaybeRefOrGetter<UsageInput>, dates: () => { from: string; to: string }) {
  const { api } = useClient()
  const { t } = useText()
  const format = useFormat()
  let given = { rows: 0, of: 0 }

  async function table(): Promise<SavedTable> {
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
    given = { rows: items.length, of: countOf(usage!) }
    return usageTable(usage!, items)
  }

  function note(): string {
    const { rows, of } = given
    const n = format.count(rows)
    return rows < of ? t('save.part', { n, of: format.count(of) }) : t('save.rows', { n }, rows)
  }

  return (): Savable => {
    const { from, to } = dates()
    return { what: 'apis', range: rangeOf(from, to), table, note }
  }
}
