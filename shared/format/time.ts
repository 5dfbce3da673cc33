import { languageTag, type Language } from '../languages.ts'

const made = new Map<string, Intl.DateTimeFormat>()

function timeFormat(language: Language, zone: string, kind: keyof typeof kinds): Intl.DateTimeFormat {
  const id = `${language} ${kind} ${zone}`
  let format = made.get(id)
  if (!format) {
    format = new Intl.DateTimeFormat(languageTag[language], {
      ...kinds[kind],
      timeZone: zone,
      hourCycle: 'h23',
    })
    made.set(id, format)
  }
  return format
}

const kinds = {
  minute: { hour: '2-digit', minute: '2-digit' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  year: { day: 'numeric', month: 'short', year: 'numeric' },
  date: { weekday: 'short', day: 'numeric', month: 'short' },
  weekday: { weekday: 'short' },
  month: { month: 'long', year: 'numeric' },
  wholeDate: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  moment: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  momentOfYear: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  full: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

export type TimeKind = keyof typeof kinds

/**
 * An instant on the clock of a zone: `minute` 15:21, `second` 15:21:04, `day` 24 Nov, `year` 24 Nov 2026, `date` Tue 24 Nov,
 * `weekday` Tue, `month` November 2026, `wholeDate` Tuesday 24 November 2026, `moment` 24 Nov, 15:21, `momentOfYear`
 * 24 Nov 2026, 15:21, `full` 24 Nov, 15:21:04.
 */
export function formatTime(
  at: string | number,
  zone: string,
  language: Language,
  kind: TimeKind = 'minute',
): string {
  return timeFormat(language, zone, kind).format(new Date(at))
}

/** First and last of some days, shortly: 19–25 Nov 2026. Dates are ISO dates. */
export function formatDays(from: string, to: string, language: Language): string {
  return timeFormat(language, 'UTC', 'year').formatRange(new Date(from), new Date(to))
}

/** The calendar date of an instant in a zone: 2026-11-24. */
export function dateIn(at: number, zone: string): string {
  const parts = new Map(
    isoDate(zone)
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  )
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
}

const isoDates = new Map<string, Intl.DateTimeFormat>()

function isoDate(timeZone: string): Intl.DateTimeFormat {
  let format = isoDates.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    isoDates.set(timeZone, format)
  }
  return format
}
