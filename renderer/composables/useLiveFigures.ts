import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { Dated } from '../../shared/figures.ts'
import { toFailure, type Failure } from './failure.ts'
import { pageNow } from './page-clock.ts'
import { usePoll } from './usePoll.ts'

export interface LiveFiguresOptions<Question, Figures extends Dated> {
  /** What is asked; another one is asked at once. */
  question: MaybeRefOrGetter<Question>
  ask(question: Question): Promise<Figures>
  /** What is watched; figures of another source are dropped at once. */
  sourceId: MaybeRefOrGetter<string | null>
  /** How long after the present figures the next are asked for; null where there are none or the last question failed. */
  intervalMs(figures: Figures | null): number
  /** Whether they are asked for by hand alone. */
  isPaused: MaybeRefOrGetter<boolean>
  /** Whether figures are all there: a pause waits until they are. */
  isWhole(figures: Figures): boolean
  /** Whether figures that answer another question stay where the present one gets no answer. */
  keepsOther: boolean
}

/** Figures that are asked for again and again. After a failure the last answer stays, with the failure beside it. */
export function useLiveFigures<Question, Figures extends Dated>(
  options: LiveFiguresOptions<Question, Figures>,
) {
  const { question, ask, sourceId, intervalMs, isPaused, isWhole, keepsOther } = options
  const figures = shallowRef<Figures | null>(null)
  const failure = shallowRef<Failure | null>(null)
  /** When the page first saw the present `asOf`: servers' clocks differ from the page's, so ages count from here. */
  const freshAt = shallowRef<number | null>(null)
  const answered = shallowRef<Question | null>(null)
  /** Whether the figures answer the question before the present one. */
  const isPending = computed(() => figures.value !== null && answered.value !== toValue(question))
  const nextMs = computed(() => intervalMs(failure.value ? null : figures.value))
  const paused = computed(() => toValue(isPaused) && figures.value !== null && isWhole(figures.value))
  let turn = 0

  async function load(): Promise<void> {
    const mine = ++turn
    const asked = toValue(question)
    try {
      const answer = await ask(asked)
      if (mine !== turn) return
      if (answer.asOf !== figures.value?.asOf) freshAt.value = pageNow()
      figures.value = answer
      answered.value = asked
      failure.value = null
    } catch (error) {
      if (mine !== turn) return
      failure.value = toFailure(error)
      if (isPending.value && !keepsOther) figures.value = null
    }
  }

  const { pollNow } = usePoll(load, { intervalMs: nextMs, paused })

  watch(
    () => toValue(question),
    () => {
      turn += 1
      pollNow()
    },
  )
  watch(
    () => toValue(sourceId),
    (_now, before) => {
      if (before === null) return
      turn += 1
      figures.value = null
      failure.value = null
      freshAt.value = null
      pollNow()
    },
  )

  return { figures, failure, freshAt, isPending, intervalMs: nextMs, pollNow }
}
