import type { Cell } from './csv.ts'
import type { ColumnKind } from './export-rows.ts'
import type { ExportPassport } from './exports.ts'
import { isoInZone } from './iso-in-zone.ts'

/** The columns that every row of CSV ends with: what the file says of itself. */
export const passportColumns: { name: string; kind: ColumnKind }[] = [
  { name: 'source', kind: 'text' },
  { name: 'sample', kind: 'flag' },
  { name: 'zone', kind: 'text' },
  { name: 'buckets', kind: 'text' },
  { name: 'from', kind: 'date' },
  { name: 'to', kind: 'date' },
  { name: 'read_at', kind: 'text' },
  { name: 'explained', kind: 'text' },
  { name: 'issues', kind: 'text' },
  { name: 'exported_at', kind: 'instant' },
  { name: 'app', kind: 'text' },
]

/** The passport in the order of these columns. */
export function passportCells(passport: ExportPassport): Cell[] {
  const { source, sample, zone, from, to, exportedAt, generator } = passport
  return [
    ...[source, sample, zone, bucketRule(passport.bucketOffsetMinutes), from, to, readSpan(passport)],
    ...[explainedText(passport), issuesText(passport), isoInZone(exportedAt, zone), generator],
  ]
}

/** How the services cut their buckets: `UTC`, or `UTC+05:45` where they count by local time. */
export function bucketRule(offsetMinutes: number): string {
  if (offsetMinutes === 0) return 'UTC'
  const minutes = Math.abs(offsetMinutes)
  const clock = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'))
  return `UTC${offsetMinutes < 0 ? '-' : '+'}${clock.join(':')}`
}

/** When the reports were made: an instant, or the first and the last of an ISO 8601 interval; null without any. */
export function readSpan({ readFrom, readTo, zone }: ExportPassport): string | null {
  if (readFrom === null || readTo === null) return null
  const span = new Set([isoInZone(readFrom, zone), isoInZone(readTo, zone)])
  return [...span].join('/')
}

/** `hours=1 apis=0.9986 statuses= users=1`: nothing stands for unknown. */
export function explainedText({ coverage }: ExportPassport): string {
  return Object.entries(coverage)
    .map(([dimension, share]) => `${dimension}=${share ?? ''}`)
    .join(' ')
}

/** `unexplained=3 users_not_counted=1`: each code with its days. */
export function issuesText({ issues }: ExportPassport): string | null {
  return issues.length === 0 ? null : issues.map(({ code, days }) => `${code}=${days}`).join(' ')
}
