import { useTimeoutFn } from '@vueuse/core'
import { shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { Sparkline } from '../../shared/figures.ts'
import { useClient } from './useClient.ts'

export interface SparklineOptions {
  /** The rows in sight. */
  endpoints: MaybeRefOrGetter<readonly string[]>
  /** The running hour, or more; at its turn every line is asked for again. Nothing is asked while it is null. */
  hour: MaybeRefOrGetter<string | null>
  /** What is watched; lines of another source are dropped at once. */
  sourceId: MaybeRefOrGetter<string | null>
  /** Reads lines; those of the last 24 hours unless told. */
  read?: (endpoints: string[]) => Promise<Sparkline[]>
}

export type Sparklines = ReadonlyMap<string, readonly (number | null)[]>

const mostAtOnce = 100
const firstRetryMs = 2_000
const lastRetryMs = 64_000

/** The lines of the endpoints in sight, each asked for once an hour; what is still being read is asked for again. */
export function useSparklines({ endpoints, hour, sourceId, read }: SparklineOptions) {
  const { api } = useClient()
  const readLines = read ?? ((names: string[]) => api.sparklines({ endpoints: names }))
  const lines = shallowRef<Sparklines>(new Map())
  let known = new Map<string, string>()
  const retryMs = shallowRef(firstRetryMs)
  const { start: retryLater } = useTimeoutFn(() => void load(), retryMs, { immediate: false })
  let turn = 0

  async function load(): Promise<void> {
    const at = toValue(hour)
    if (at === null) return
    const wanted = toValue(endpoints)
      .filter((endpoint) => known.get(endpoint) !== at)
      .slice(0, mostAtOnce)
    if (wanted.length === 0) return
    for (const endpoint of wanted) known.set(endpoint, at)
    const mine = turn
    try {
      const answer = await readLines(wanted)
      if (mine !== turn) return
      const next = new Map(lines.value)
      for (const { endpoint, calls } of answer) next.set(endpoint, calls)
      lines.value = next
      const unread = answer.filter(({ calls }) => calls.every((value) => value === null))
      askAgain(unread.map(({ endpoint }) => endpoint))
    } catch {
      // The line is an extra: its place stays empty until it comes.
      if (mine === turn) askAgain(wanted)
    }
  }

  function askAgain(names: readonly string[]): void {
    if (names.length === 0) {
      retryMs.value = firstRetryMs
      return
    }
    for (const name of names) known.delete(name)
    retryLater()
    retryMs.value = Math.min(lastRetryMs, retryMs.value * 2)
  }

  watch(
    () => toValue(sourceId),
    () => {
      turn += 1
      known = new Map()
      lines.value = new Map()
    },
  )
  // After the one that drops lines: where both change, what is asked is kept.
  watch([() => toValue(endpoints), () => toValue(hour)], () => void load(), { immediate: true })
  return lines
}
