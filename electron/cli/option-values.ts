import { resolve } from 'node:path'
import { granularities, type Granularity } from '../../shared/api.ts'
import { isDate } from '../../shared/calendar-date.ts'
import { exportFormats, type ExportFormat } from '../../shared/exports.ts'
import { mostUserDays } from '../../shared/users.ts'
import { isoInstant } from '../../shared/time.ts'
import { WrongUsage } from './wrong-usage.ts'

/** How many hot APIs: 0 to 5,000. */
export function parseTop(text = '5'): number {
  const top = /^[0-9]{1,4}$/.test(text) ? Number(text) : Number.NaN
  if (!(top <= 5_000)) throw new WrongUsage('--top is a number from 0 to 5000.')
  return top
}

/** How many days: 1 to 400. */
export function parseDays(text = '30'): number {
  const days = /^[0-9]{1,3}$/.test(text) ? Number(text) : Number.NaN
  if (!(days >= 1 && days <= mostUserDays))
    throw new WrongUsage(`--days is a number from 1 to ${mostUserDays}.`)
  return days
}

/** A port, 0 for a free one. */
export function parsePort(text = '0'): number {
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new WrongUsage('--port is a number from 0 to 65535; 0 takes a free one.')
  return port
}

/** The width of a trend's points. */
export function parseRange(text: string | undefined): Granularity {
  const range = granularities.find((name) => name === text)
  if (!range)
    throw new WrongUsage('--range is one of minute (60 minutes), hour (24 hours) and day (30 days).')
  return range
}

/** An IANA time zone name. */
export function parseZone(text = 'UTC'): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return text
  } catch {
    throw new WrongUsage('--zone is no known time zone: write an IANA name such as Asia/Shanghai or UTC.')
  }
}

/** The instant of --now in epoch milliseconds. */
export function parseInstant(text: string): number {
  const ms = instantMs(text)
  if (Number.isNaN(ms))
    throw new WrongUsage('--now is an instant with its offset, such as 2026-11-22T13:41:07Z.')
  return ms
}

/** A date of the calendar, as YYYY-MM-DD; null where none is given. */
export function parseDate(text: string | undefined, option: string): string | null {
  if (text === undefined) return null
  if (!isDate(text)) throw new WrongUsage(`${option} is a date such as 2026-11-22.`)
  return text
}

/** The dates of a range, as far as they are given. */
export function parseDates(values: { from?: string | undefined; to?: string | undefined }): {
  from: string | null
  to: string | null
} {
  const from = parseDate(values.from, '--from')
  const to = parseDate(values.to, '--to')
  if (from !== null && to !== null && from > to) throw new WrongUsage('--from is a date after --to.')
  return { from, to }
}

/** Formats with commas between them, each once. */
export function parseFormats(text = ''): ExportFormat[] {
  const formats = [...new Set(text.split(',').map((name) => name.trim()))]
  if (formats.includes('pdf'))
    throw new WrongUsage('PDF is printed by the desktop app: write html here, and print that.')
  const known = exportFormats.filter((format) => format !== 'pdf')
  const chosen = formats.flatMap((name) => known.find((format) => format === name) ?? [])
  if (chosen.length < formats.length)
    throw new WrongUsage(`--format is one or more of ${known.join(',')}, with commas between them.`)
  return chosen
}

/** A folder as its whole path. */
export function parseFolder(text: string | undefined): string {
  if (text === undefined || text.trim() === '')
    throw new WrongUsage('Where to? Name a folder that is there with --out.')
  return resolve(text)
}

/** Where a trend begins and ends: dates, or instants with their offset. */
export function parseSpan({ from, to }: { from?: string | undefined; to?: string | undefined }): {
  from: string | null
  to: string | null
} {
  if (to !== undefined && from === undefined) throw new WrongUsage('--to needs --from: name both.')
  return { from: parseMoment(from, '--from'), to: parseMoment(to, '--to') }
}

function parseMoment(text: string | undefined, option: string): string | null {
  if (text === undefined || isDate(text)) return text ?? null
  const ms = instantMs(text)
  if (Number.isNaN(ms))
    throw new WrongUsage(
      `${option} is a date such as 2026-11-22, or an instant such as 2026-11-22T13:00:00Z.`,
    )
  return isoInstant(ms)
}

/** An instant in epoch milliseconds, or NaN. Only with its offset: what lacks one means another instant on each computer. */
export function instantMs(text: string): number {
  const shape = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/
  const date = shape.exec(text)?.[1]
  return date !== undefined && isDate(date) ? Date.parse(text) : Number.NaN
}
