import type { Cell } from '../../../../shared/csv.ts'
import type { DailyReport } from '../../../../shared/daily-report.ts'
import type { ColumnKind } from '../../../../shared/export-rows.ts'
import type { ExportPassport } from '../../../../shared/exports.ts'
import type { CellWriter } from './cells.ts'
import { columnsXml, sheetHead, sheetTail } from './sheet-xml.ts'
import { cellStyles } from './styles.ts'
import type { WorkbookWords } from './words.ts'

/** Sums over the reports of a range. */
export interface RangeSums {
  days: number
  calls: number
  approximateDays: number
  /** The day with most calls, the earliest on a tie. */
  busiest: { date: string; calls: number } | null
}

/** Sums before the first report. */
export const noSums: RangeSums = { days: 0, calls: 0, approximateDays: 0, busiest: null }

/** Sums with one report more. */
export function addReport(
  sums: RangeSums,
  { date, total_calls: calls, approximate }: DailyReport,
): RangeSums {
  return {
    days: sums.days + 1,
    calls: sums.calls + calls,
    approximateDays: sums.approximateDays + (approximate ? 1 : 0),
    busiest: sums.busiest && sums.busiest.calls >= calls ? sums.busiest : { date, calls },
  }
}

/** The row below which the chart stands, counted from 0. */
export const chartRow = 16

interface SummarySheet {
  passport: ExportPassport
  sums: RangeSums
  words: WorkbookWords
  cells: CellWriter
  hasChart: boolean
}

/** The first sheet: the range in a few figures, and room for the chart. */
export function summarySheet({ passport, sums, words, cells, hasChart }: SummarySheet): string {
  const { source, from, to, zone, missing, sample } = passport
  const { days, calls, busiest, approximateDays } = sums
  const { passport: labels, figures, title, sample: sampleWord, sampleHint } = words.all
  const lines: [label: string, kind: ColumnKind, value: Cell][] = [
    [labels.source, 'text', source],
    [words.from, 'date', from],
    [words.to, 'date', to],
    [labels.zone, 'text', zone],
    [labels.days, 'count', days],
    [labels.missing, 'count', missing.length],
    [words.approximateDays, 'count', approximateDays],
    [figures.total, 'count', days === 0 ? null : calls],
    [words.callsADay, 'count', days === 0 ? null : calls / days],
    [figures.busiest, 'date', busiest && busiest.date],
    [words.callsOfBusiest, 'count', busiest && busiest.calls],
  ]
  const rows = lines.map(([label, kind, value], i) => {
    const at = i + 4
    return `<row r="${at}">${cells.text(`A${at}`, label, cellStyles.label)}${cells.cell(`B${at}`, kind, value)}</row>`
  })
  const mark = sample
    ? `<row r="2">${cells.text('A2', `${sampleWord} – ${sampleHint}`, cellStyles.label)}</row>`
    : ''
  const heading = from === to ? title.day : title.range
  return (
    `${sheetHead({ isFirst: true, showsGrid: false })}${columnsXml([34, 26])}<sheetData>` +
    `<row r="1">${cells.text('A1', heading, cellStyles.title)}</row>${mark}${rows.join('')}</sheetData>` +
    `${hasChart ? '<drawing r:id="rId1"/>' : ''}${sheetTail}`
  )
}
