import type { CheckedConnectInput } from '../../../shared/api.ts'
import type { SourceInfo } from '../../../shared/connection.ts'
import { displayAddress, parseAddress, type Address } from './address.ts'
import type { SourceDeps } from './deps.ts'
import { createRedisSource } from './redis/redis-source.ts'
import { standaloneDial } from './redis/standalone.ts'
import { createSampleSource } from './sample/sample-source.ts'
import type { Source } from './source.ts'

/** The source that an address names, not opened yet. Errors: `bad_url`. */
export function createSource(input: CheckedConnectInput, deps: SourceDeps): Source {
  const address = parseAddress(input.url)
  const info = sourceInfo(input, address)
  if (address.kind === 'sample') return createSampleSource(info, deps.clock)
  return createRedisSource(info, standaloneDial(address), deps)
}

/** What a source shows of itself: nothing of user and password. Sample data has prefixes of its own. */
export function sourceInfo(input: CheckedConnectInput, address: Address): SourceInfo {
  const shown = displayAddress(address)
  const isSample = address.kind === 'sample'
  return {
    kind: address.kind,
    name: input.name.trim() || shown,
    address: shown,
    prefix: isSample ? 'stats' : input.prefix,
    reportPrefix: isSample ? 'report:daily' : input.reportPrefix,
    bucketOffsetMinutes: isSample ? 0 : input.bucketOffsetMinutes,
  }
}
