import type { ChartPicture } from './chart-picture.ts'
import type { ExportContent } from './export-content.ts'
import { wordsOfExport } from './export-words.ts'
import { formatNumber } from './format/number.ts'
import { formatShare } from './format/share.ts'
import { dateAfter } from './due-days.ts'
import { isoInZone } from './iso-in-zone.ts'
import type { Language } from './languages.ts'

const mostTicks = 8

/** The charts of a document: the hours of one day, or the days of a range and their success. */
export function exportPictures(content: ExportContent, language: Language): ChartPicture[] {
  if (content.days.length === 0) return []
  if (content.only) return [hoursPicture(content, content.only.hourly, language)]
  const dates = datesOf(content)
  if (dates.length < 2) return []
  const rates = content.days.filter(({ successRate }) => successRate !== null)
  return [
    daysPicture(content, dates, language),
    ...(rates.length > 1 ? [successPicture(content, dates, language)] : []),
  ]
}

function hoursPicture(
  { only, peak, passport }: ExportContent,
  hourly: { start: string; calls: number | null }[],
  language: Language,
): ChartPicture {
  const { pictures: words } = wordsOfExport[language]
  const labels = hourly.map(({ start }) => isoInZone(start, passport.zone).slice(11, 16))
  const gone = hourly.filter(({ calls }) => calls === null).length
  return {
    ...base(passport, language),
    title: words.hours,
    summary: sentences(language, [
      peak
        ? words.peak(isoInZone(peak.start, passport.zone).slice(11, 16), formatNumber(peak.calls, language))
        : words.none,
      gone > 0 && peak ? words.gone(gone, 'hours') : '',
    ]),
    kind: 'bars',
    unit: 'count',
    labels,
    ticks: labels.map((_label, i) => i).filter((i) => i % 3 === 0),
    series: [
      {
        name: words.calls,
        role: 'main',
        values: hourly.map(({ calls }) => calls),
        approximate: only?.approximate ? labels.map((_label, i) => i) : [],
      },
    ],
  }
}

function daysPicture(
  { days, busiest, passport }: ExportContent,
  dates: string[],
  language: Language,
): ChartPicture {
  const { pictures: words } = wordsOfExport[language]
  const of = new Map(days.map((day) => [day.date, day]))
  const gone = dates.filter((date) => !of.has(date)).length
  return {
    ...base(passport, language),
    title: words.days,
    summary: sentences(language, [
      busiest && days.length > 1 ? words.busiest(busiest.date, formatNumber(busiest.calls, language)) : '',
      gone > 0 ? words.gone(gone, 'days') : '',
    ]),
    kind: 'bars',
    unit: 'count',
    ...dayAxis(dates),
    series: [
      {
        name: words.calls,
        role: 'main',
        values: dates.map((date) => of.get(date)?.calls ?? null),
        approximate: dates.flatMap((date, i) => (of.get(date)?.approximate ? [i] : [])),
      },
    ],
  }
}

function successPicture(
  { days, passport }: ExportContent,
  dates: string[],
  language: Language,
): ChartPicture {
  const { pictures: words } = wordsOfExport[language]
  const of = new Map(days.map(({ date, successRate }) => [date, successRate]))
  const values = dates.map((date) => of.get(date) ?? null)
  const least = values.reduce<number | null>(
    (low, one) => (one !== null && (low === null || one < low) ? one : low),
    null,
  )
  const gone = values.filter((value) => value === null).length
  return {
    ...base(passport, language),
    title: words.success,
    summary: sentences(language, [
      least === null
        ? words.none
        : words.successRange(formatShare(least, language, 2), dates[values.indexOf(least)] ?? ''),
      gone > 0 ? words.gone(gone, 'days') : '',
    ]),
    kind: 'lines',
    unit: 'share',
    ...dayAxis(dates),
    series: [{ name: words.rate, role: 'main', values }],
  }
}

/** Of those that are not empty. */
function sentences(language: Language, list: string[]): string {
  return list.filter(Boolean).join(wordsOfExport[language].space)
}

/** Days below a chart; the year stands with them where there are more than those of one. */
function dayAxis(dates: string[]): Pick<ChartPicture, 'labels' | 'ticks'> {
  return {
    labels: dates.map((date) => date.slice(dates.length > 366 ? 0 : 5)),
    ticks: dayTicks(dates),
  }
}

function base({ source, sample, from, to, zone }: ExportContent['passport'], language: Language) {
  const words = wordsOfExport[language]
  const range = from === to ? from : `${from} – ${to}`
  return {
    footer: [source, sample && source !== words.sample ? words.sample : '', range, zone]
      .filter(Boolean)
      .join(' · '),
    language,
  }
}

/** Every date that is over, with a report or without. */
function datesOf({ days, passport: { from, to, missing } }: ExportContent): string[] {
  const last = [days.at(-1)?.date ?? '', missing.at(-1) ?? ''].sort().at(-1) ?? to
  const over = new Set([...days.map(({ date }) => date), ...missing])
  const dates: string[] = []
  // A zone may have skipped a date; it is no day at all.
  for (let date = from; date <= last; date = dateAfter(date)) if (over.has(date)) dates.push(date)
  return dates
}

function dayTicks(dates: string[]): number[] {
  const every = Math.max(1, Math.ceil(dates.length / mostTicks))
  return dates.map((_date, i) => i).filter((i) => i % every === 0)
}
