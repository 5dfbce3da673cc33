import * as v from 'valibot'
import { schemas, type CheckedUsageInput, type UsageInput } from '../../shared/api.ts'

/** What is asked of the usage where a test says nothing else: every item of the last seven days of UTC. */
export function usageInput(more: Partial<UsageInput> = {}): CheckedUsageInput {
  return v.parse(schemas.usage, { zone: 'UTC', limit: 1_000, complete: true, ...more })
}
