import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { TestConnectionInput } from '../../shared/api.ts'
import type { SchemeReport, SchemeSettings } from '../../shared/scheme.ts'
import { toFailure, type Failure } from './failure.ts'
import { useClient } from './useClient.ts'

export interface SchemeDetectionOptions {
  /** What a connection test saw; null where it could not look. */
  tested: MaybeRefOrGetter<SchemeReport | null>
  /** The address and settings of the form. */
  input: MaybeRefOrGetter<TestConnectionInput>
}

/** The scheme of the address in the form: from its test, or looked at by hand. It changes nothing. */
export function useSchemeDetection({ tested, input }: SchemeDetectionOptions) {
  const { api } = useClient()
  const looked = shallowRef<SchemeReport | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const isLooking = shallowRef(false)
  let turn = 0

  const report = computed(() => looked.value ?? toValue(tested))
  /** Whether the form has what is proposed. */
  const fits = computed(() => {
    const proposal = report.value?.proposal
    return !proposal || holds(toValue(input), proposal)
  })

  /** Another test, or none: what was looked at by hand was of the address before. */
  watch(
    () => toValue(tested),
    () => {
      turn += 1
      looked.value = null
      failure.value = null
      isLooking.value = false
    },
  )

  async function look(): Promise<void> {
    const mine = ++turn
    isLooking.value = true
    failure.value = null
    try {
      const answer = await api.detectScheme(toValue(input))
      if (mine === turn) looked.value = answer
    } catch (error) {
      if (mine === turn) failure.value = toFailure(error)
    }
    if (mine === turn) isLooking.value = false
  }

  return { report, fits, failure, isLooking, look }
}

function holds(
  input: TestConnectionInput,
  { prefix, reportPrefix, bucketOffsetMinutes }: SchemeSettings,
): boolean {
  return (
    input.prefix === prefix &&
    input.reportPrefix === reportPrefix &&
    input.bucketOffsetMinutes === bucketOffsetMinutes
  )
}
