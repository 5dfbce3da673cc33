import { languageTag, type Language } from './language.ts'

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
  date: { weekday: 'short', day: 'numeric', month: 'short' },
  full: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

export type TimeKind = keyof typeof kinds

/** An instant on the clock of a zone: `minute` 15:21, `second` 15:21:04, `date` Tue 24 Nov, `full` 24 Nov, 15:21:04. */
export function formatTime(at: string | number, zone: string, language: Language, kind: TimeKind): string {
  return timeFormat(language, zone, kind).format(new Date(at))
}
