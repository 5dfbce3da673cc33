/** First and last date, both included. Null: the core's own, which is 7 days that end today. */
export interface DateRange {
  from: string | null
  to: string | null
}

export type RangeKind = '7d' | '30d' | 'custom'

const dayMs = 86_400_000
const custom = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/

/** `30d` or `2026-11-01..2026-11-20`; the last 7 days for anything else. Nothing reaches beyond today. */
export function parseRange(text: string, today: string): DateRange {
  if (text === '30d') return { from: daysBefore(today, 29), to: null }
  const [, from, to] = custom.exec(text) ?? []
  if (!isDate(from) || !isDate(to) || from > to || from > today) return { from: null, to: null }
  return { from, to: to < today ? to : today }
}

export function rangeKind(text: string, today: string): RangeKind {
  if (text === '30d') return '30d'
  return parseRange(text, today).from === null ? '7d' : 'custom'
}

export function rangeText(from: string, to: string): string {
  return `${from}..${to}`
}

/** Days from one date to another, both included. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs + 1
}

export function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * dayMs).toISOString().slice(0, 10)
}

function isDate(text: string | undefined): text is string {
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text
}
