import { shallowRef } from 'vue'
import type { TestConnectionInput } from '../../shared/api.ts'
import type { ConnectionTest } from '../../shared/connection.ts'
import { toFailure, type Failure } from './failure.ts'
import { useClient } from './useClient.ts'

/** A test of an address: under way, done, or failed before it began. What is dropped is not shown any more. */
export function useConnectionTest() {
  const { api } = useClient()
  const isRunning = shallowRef(false)
  const result = shallowRef<ConnectionTest | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let turn = 0

  function drop(): void {
    turn += 1
    isRunning.value = false
    result.value = null
    failure.value = null
  }

  async function run(input: TestConnectionInput): Promise<void> {
    drop()
    const mine = turn
    isRunning.value = true
    const outcome = await api.testConnection(input).then(
      (value) => ({ value }),
      (error: unknown) => ({ failure: toFailure(error) }),
    )
    if (mine !== turn) return
    isRunning.value = false
    if ('value' in outcome) result.value = outcome.value
    else failure.value = outcome.failure
  }

  return { isRunning, result, failure, run, drop }
}
