import type { SourceInfo } from '../../shared/connection.ts'
import type { SavedWhat } from './savable.ts'

/** `tallyscope-1f0c9a2b-hours-2026-11-24.csv`: of a source's id, fixed words and a range alone. */
export function savedName(file: {
  source: string
  what: SavedWhat
  range: string
  extension: string
}): string {
  return `tallyscope-${file.source}-${file.what}-${file.range}.${file.extension}`
}

/** A date, `2026-11-24`, an instant, `2026-11-24t0300z`, or two of them. */
export function rangeInName(from: string, to = from): string {
  const [first, last] = [placeInName(from), placeInName(to)]
  return first === last ? first : `${first}_${last}`
}

function placeInName(at: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(at)) return at
  return `${new Date(at).toISOString().slice(0, 16).replace(':', '').toLowerCase()}z`
}

/** What the names of files call a source, here and in exports: 8 hex digits, or `sample`. */
export async function sourceInName({
  kind,
  id,
  address,
  prefix,
}: Pick<SourceInfo, 'kind' | 'id' | 'address' | 'prefix'>): Promise<string> {
  if (kind === 'sample') return 'sample'
  const own = /^[0-9a-f]{8}/.exec(id ?? '')?.[0]
  if (own) return own
  const text = new TextEncoder().encode(JSON.stringify([address, prefix, id]))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text))
  return [...digest.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
