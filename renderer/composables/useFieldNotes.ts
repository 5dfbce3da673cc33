import { toValue, type MaybeRefOrGetter } from 'vue'
import type { ChangeOutcome } from './failure.ts'
import { useFailureWords } from './useFailureWords.ts'

/** What stands beside each field after a change: that it was kept, or why not. */
export function useFieldNotes<Patch extends object>(outcome: MaybeRefOrGetter<ChangeOutcome<Patch> | null>) {
  const say = useFailureWords()
  return (name: keyof Patch): { isSaved: boolean; problem: string } => {
    const last = toValue(outcome)
    if (!last || !(name in last.patch)) return { isSaved: false, problem: '' }
    return { isSaved: last.failure === null, problem: last.failure ? say(last.failure) : '' }
  }
}
