import { useTimeoutFn } from '@vueuse/core'
import { shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { toFailure, type Failure } from './failure.ts'
import { pageNow } from './page-clock.ts'

export interface AnswerOptions<T> {
  read(): Promise<T>
  /** What is asked, as text: when it changes it is read at once. */
  question: MaybeRefOrGetter<string>
  /** What is watched; answers of another source are dropped at once. */
  sourceId: MaybeRefOrGetter<string | null>
}

/** So long does the answer to the question before stay: most answers come sooner, and nothing flickers. */
const patienceMs = 250

/** The newest answer to a question. After a failure the last one stays, unless it was to another question. */
export function useAnswer<T>({ read, question, sourceId }: AnswerOptions<T>) {
  const answer = shallowRef<T | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const freshAt = shallowRef<number | null>(null)
  const isReading = shallowRef(false)
  const { start: dropLater, stop: keep } = useTimeoutFn(drop, patienceMs, { immediate: false })
  let current: { asked: string; done: Promise<void> } | null = null
  let answered = ''

  function drop(): void {
    answer.value = null
    freshAt.value = null
  }

  /** Reads; a question that is being read already is not asked twice. */
  function load(): Promise<void> {
    const asked = toValue(question)
    if (current?.asked === asked) return current.done
    const mine = { asked, done: Promise.resolve() }
    current = mine
    mine.done = run(mine)
    return mine.done
  }

  async function run(mine: NonNullable<typeof current>): Promise<void> {
    isReading.value = true
    try {
      const next = await read()
      if (mine !== current) return
      answer.value = next
      freshAt.value = pageNow()
      failure.value = null
      answered = mine.asked
    } catch (error) {
      if (mine !== current) return
      failure.value = toFailure(error)
      if (answered !== mine.asked) drop()
    }
    keep()
    current = null
    isReading.value = false
  }

  watch(
    () => toValue(question),
    () => {
      failure.value = null
      dropLater()
      void load()
    },
  )
  watch(
    () => toValue(sourceId),
    (_now, before) => {
      if (before === null) return
      failure.value = null
      current = null
      drop()
      void load()
    },
  )

  return { answer, failure, freshAt, isReading, load }
}
