import type { ConnectionTest } from '../../../shared/connection.ts'
import { sourceInfo, type SourceInput } from './create.ts'
import type { SourceDeps } from './deps.ts'
import { checkRedis } from './redis/check.ts'
import { standaloneDial } from './redis/standalone.ts'
import { checkSample } from './sample/check.ts'

/**
 * Tries an address over a connection of its own with the real first queries, says what is missing and what that costs, and
 * closes. A failure to connect is an answer with `ok: false`.
 */
export async function testConnection(
  input: SourceInput & { isShared?: boolean },
  deps: SourceDeps,
): Promise<ConnectionTest> {
  const { address } = input
  const info = sourceInfo(input)
  if (address.kind === 'sample') return checkSample(info, deps.clock)
  return checkRedis({
    info,
    dial: standaloneDial(address),
    database: address.db,
    isShared: input.isShared ?? false,
    clock: deps.clock,
  })
}
