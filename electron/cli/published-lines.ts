import type { Published } from '../core/index.ts'

/** What became of reports that were to be written to Redis, as messages. */
export function publishedLines({ written, taken }: Published): string[] {
  const lines: string[] = []
  if (written.length > 0) lines.push(`Written to Redis: ${datesText(written)}.`)
  if (taken.length > 0)
    lines.push(`Not written, for another report stands there and is never overwritten: ${datesText(taken)}.`)
  if (lines.length === 0) lines.push('Nothing was to be written to Redis.')
  return lines
}

function datesText(dates: readonly string[]): string {
  return dates.length === 1 ? dates[0]! : `${dates.length} reports from ${dates[0]} to ${dates.at(-1)}`
}
