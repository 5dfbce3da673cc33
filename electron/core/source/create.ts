import type { SourceInfo } from '../../../shared/connection.ts'
import { displayAddress, type Address } from './address.ts'
import type { SourceDeps } from './deps.ts'
import { createRedisSource } from './redis/redis-source.ts'
import { createRedisReportStore } from './redis/redis-report-store.ts'
import { standaloneDial } from './redis/standalone.ts'
import { writeAllowList } from './redis/write-commands.ts'
import type { ReportStore } from './report-store.ts'
import { createSampleSource } from './sample/sample-source.ts'
import type { Source } from './source.ts'

/** What a saved connection adds to its source. */
export type SourceLabel = Pick<SourceInfo, 'id' | 'colour' | 'production' | 'reportZone'>

/** What is to be opened, its password included. */
export interface SourceInput {
  address: Address
  /** A name of the user's own; the address where empty. */
  name: string
  prefix: string
  reportPrefix: string
  bucketOffsetMinutes: number
  label?: SourceLabel
  /** In place of that of the label. */
  reportZone?: string | null
}

const noLabel: SourceLabel = { id: null, colour: 'teal', production: false, reportZone: null }

/** The source that an address names, not opened yet. */
export function createSource(input: SourceInput, deps: SourceDeps): Source {
  const { address } = input
  const info = sourceInfo(input)
  if (address.kind === 'sample') return createSampleSource(info, deps.clock)
  return createRedisSource(info, standaloneDial(address), deps)
}

/** Where the reports of a source are stored for other apps; null where nothing can be. Nothing is connected yet. */
export function createReportStore(
  { address, reportPrefix }: SourceInput,
  { clock }: SourceDeps,
): ReportStore | null {
  if (address.kind === 'sample') return null
  const dial = standaloneDial(address, writeAllowList(reportPrefix))
  return createRedisReportStore({ reportPrefix, dial, where: displayAddress(address), clock })
}

/** What a source shows of itself: nothing of user and password. Sample data has prefixes of its own. */
export function sourceInfo({ address, label = noLabel, ...input }: SourceInput): SourceInfo {
  const shown = displayAddress(address)
  const isSample = address.kind === 'sample'
  return {
    kind: address.kind,
    id: label.id,
    name: input.name.trim() || shown,
    address: shown,
    prefix: isSample ? 'stats' : input.prefix,
    reportPrefix: isSample ? 'report:daily' : input.reportPrefix,
    bucketOffsetMinutes: isSample ? 0 : input.bucketOffsetMinutes,
    colour: label.colour,
    production: label.production,
    reportZone: input.reportZone === undefined ? label.reportZone : input.reportZone,
  }
}
