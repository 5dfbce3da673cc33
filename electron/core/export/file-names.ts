import { createHash } from 'node:crypto'
import type { SourceInfo } from '../../../shared/connection.ts'
import type { ExportFormat } from '../../../shared/exports.ts'

/** Which file of an export it is. */
export interface FileOf {
  /** As `sourceInName` gives it. */
  source: string
  from: string
  to: string
  format: ExportFormat
  /** The table of a format that has a file for each; null for a format that is one file. */
  part: string | null
}

/** `tallyscope-1f0c9a2b-2026-11-01_2026-11-30-days.csv`: of source, range and format alone, never of a name that is data. */
export function fileName({ source, from, to, format, part }: FileOf): string {
  const range = from === to ? from : `${from}_${to}`
  return `tallyscope-${source}-${range}${part === null ? '' : `-${part}`}.${format}`
}

/**
 * What the names of files call a source: the first 8 hex digits of its connection's id, `sample`, or, where it has no such id, as many
 * of the SHA-256 of its address and prefix.
 */
export function sourceInName(source: Pick<SourceInfo, 'kind' | 'id' | 'address' | 'prefix'>): string {
  const { kind, id, address, prefix } = source
  if (kind === 'sample') return 'sample'
  const own = /^[0-9a-f]{8}/.exec(id ?? '')?.[0]
  return own ?? hashOf(id ?? JSON.stringify([address, prefix])).slice(0, 8)
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
