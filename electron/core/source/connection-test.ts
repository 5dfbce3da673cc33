import type { CheckedConnectInput } from '../../../shared/api.ts'
import type { ConnectionTest } from '../../../shared/connection.ts'
import { parseAddress } from './address.ts'
import { sourceInfo } from './create.ts'
import type { SourceDeps } from './deps.ts'
import { checkRedis } from './redis/check.ts'
import { standaloneDial } from './redis/standalone.ts'
import { checkSample } from './sample/check.ts'

/**
 * Tries an address over a connection of its own with the real first queries, says what is missing and what that costs, and
 * closes. A failure to connect is an answer with `ok: false`. Errors: `bad_url`.
 */
export async function testConnection(input: CheckedConnectInput, deps: SourceDeps): Promise<ConnectionTest> {
  const address = parseAddress(input.url)
  const info = sourceInfo(input, address)
  if (address.kind === 'sample') return checkSample(info, deps.clock)
  return checkRedis({ info, dial: standaloneDial(address), database: address.db, clock: deps.clock })
}
