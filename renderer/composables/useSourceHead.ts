import { computed } from 'vue'
import type { AnswerHead } from '../../shared/figures.ts'
import { useConnection } from './useConnection.ts'

/** What is being watched, as the head of an answer names it. */
export function useSourceHead() {
  const { state } = useConnection()
  return computed<Pick<AnswerHead, 'source' | 'sample'>>(() => ({
    source: state.value?.source.name ?? '',
    sample: state.value?.sample ?? false,
  }))
}
