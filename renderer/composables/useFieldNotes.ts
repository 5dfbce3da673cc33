import { toValue, type MaybeRefOrGetter } from 'vue'
import type { ChangeOutcome } from './failure.ts'
import { useFailureWords } from './useFailureWords.ts'
import { useText } from './useText.ts'

/** What stands beside each field after a change: that it was kept, or why not. */
export function useFieldNotes<Patch extends object>(outcome: MaybeRefOrGetter<ChangeOutcome<Patch> | null>) {
  const { t } = useText()
  const say = useFailureWords()
  return (name: keyof Patch): { isSaved: boolean; problem: string } => {
    const last = toValue(outcome)
    if (!last || !(name in last.patch)) return { isSaved: false, problem: '' }
    if (!last.failure) return { isSaved: true, problem: '' }
    const isAsked = last.failure.kind === 'error' && last.failure.code === 'source_changed'
    return { isSaved: false, problem: isAsked ? t('sourceChange.waits') : say(last.failure) }
  }
}
