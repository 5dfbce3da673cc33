import { computed, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { UsageInput } from '../../shared/api.ts'
import type { Usage, UsageItem } from '../../shared/usage.ts'
import { isCancelled } from './failure.ts'
import { useAnswer } from './useAnswer.ts'
import { useClient } from './useClient.ts'
import { usePoll } from './usePoll.ts'
import { usePreferences } from './usePreferences.ts'
import { useTask } from './useTask.ts'

export interface UsageOptions {
  ask: MaybeRefOrGetter<UsageInput>
  /** First and last row in sight. */
  inSight: MaybeRefOrGetter<readonly [number, number]>
  sourceId: MaybeRefOrGetter<string | null>
  isPaused: MaybeRefOrGetter<boolean>
  /** Read only while this holds. */
  active: MaybeRefOrGetter<boolean>
}

/** The head of the first page, and the rows that were read so far by their place in the whole list. */
export interface UsageRows {
  usage: Usage
  rows: ReadonlyMap<number, UsageItem>
}

const pageSize = 100
/** The core reads running counters of endpoints anew after as long. */
const usageEveryMs = 30_000

/** How often usage is read: as a person wants live figures to be, but not in vain. */
export function useUsageInterval(): () => number {
  const { refreshSeconds } = usePreferences()
  return () => Math.max(usageEveryMs, refreshSeconds.value * 1_000)
}

/** Usage by endpoint, of which only the pages in sight are read, and read anew. */
export function useUsage({ ask, inSight, sourceId, isPaused, active }: UsageOptions) {
  const { api } = useClient()
  const { running, cancel } = useTask('usage')
  let filling = false

  const { answer, failure, freshAt, isReading, load } = useAnswer<UsageRows>({
    question: () => JSON.stringify(toValue(ask)),
    sourceId,
    async read() {
      const asked = toValue(ask)
      const rows = new Map<number, UsageItem>()
      const usage = await readPage(asked, 0, rows)
      for (const page of pagesInSight(countOf(usage))) {
        if (!rows.has(page * pageSize)) await readPage(asked, page * pageSize, rows)
      }
      return { usage, rows }
    },
  })
  const isStopped = computed(() => isCancelled(failure.value))
  usePoll(load, {
    intervalMs: useUsageInterval(),
    paused: isPaused,
    active: () => toValue(active) && !isStopped.value,
  })

  function readAgain(): void {
    failure.value = null
    void load()
  }

  /** A page, in as many answers as it takes: they are shorter where names are long. */
  async function readPage(asked: UsageInput, start: number, rows: Map<number, UsageItem>): Promise<Usage> {
    const end = start + pageSize
    let first: Usage | null = null
    for (let offset: number | null = start; offset !== null && offset < end;) {
      const from: number = offset
      const usage: Usage = await api.usage({ ...asked, limit: end - from, offset: from })
      usage.items.forEach((item, i) => rows.set(from + i, item))
      first ??= usage
      offset = usage.items.length === 0 ? null : usage.next
    }
    return first!
  }

  function pagesInSight(count: number): number[] {
    const [first, last] = toValue(inSight)
    const from = Math.floor(first / pageSize)
    const to = Math.floor(Math.min(last, count - 1) / pageSize)
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
  }

  /** Reads pages that came into sight, one after the other. */
  async function fill(): Promise<void> {
    if (filling) return
    filling = true
    for (let page = missing(); page !== undefined; page = missing()) {
      const before = answer.value!
      const rows = new Map(before.rows)
      try {
        await readPage(toValue(ask), page * pageSize, rows)
      } catch {
        // Their places stay empty until the next reading, which tells why.
        break
      }
      if (answer.value === before) answer.value = { ...before, rows }
    }
    filling = false
  }

  function missing(): number | undefined {
    if (!answer.value || !toValue(active)) return undefined
    const { usage, rows } = answer.value
    return pagesInSight(countOf(usage)).find((page) => !rows.has(page * pageSize))
  }

  watch([() => toValue(inSight), answer], () => void fill())
  // What nobody waits for any more must not keep Redis busy.
  watch(
    () => JSON.stringify(toValue(ask)),
    () => {
      if (running.value && isReading.value) void cancel()
    },
    { flush: 'sync' },
  )

  return {
    answer,
    failure,
    freshAt,
    isReading,
    isStopped,
    load,
    running,
    cancel,
    readAgain,
  }
}

/** Rows that fit filter and search. */
export function countOf({ items, others }: Usage): number {
  return items.length + others.items
}
