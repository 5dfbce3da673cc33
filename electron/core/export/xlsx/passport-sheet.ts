import type { Cell } from '../../../../shared/csv.ts'
import type { ColumnKind } from '../../../../shared/export-rows.ts'
import { issueName } from '../../../../shared/export-words.ts'
import type { ExportPassport } from '../../../../shared/exports.ts'
import { isoInZone } from '../../../../shared/iso-in-zone.ts'
import { bucketRule, readSpan } from '../../../../shared/passport-cells.ts'
import type { CellWriter } from './cells.ts'
import { columnsXml, sheetHead, sheetTail } from './sheet-xml.ts'
import { cellStyles } from './styles.ts'
import type { WorkbookWords } from './words.ts'

interface Line {
  name: string
  kind: ColumnKind
  value: Cell
  /** Of an issue: on how many days. */
  days?: number
  meaning: string
}

const header = ['name', 'value', 'days', 'meaning']

/** The sheet that says what the workbook is: name, value and meaning of each entry. Written last: it counts what was cut. */
export function passportSheet(passport: ExportPassport, words: WorkbookWords, cells: CellWriter): string[] {
  const text = (at: string, value: string): string => cells.text(at, value, cellStyles.text)
  const rows = linesOf(passport, words, cells.cutTexts()).map(
    ({ name, kind, value, days = null, meaning }, i) => {
      const at = i + 2
      const known = cells.cell(`B${at}`, kind, value) + cells.cell(`C${at}`, 'count', days)
      return `<row r="${at}">${text(`A${at}`, name)}${known}${text(`D${at}`, meaning)}</row>`
    },
  )
  return [
    `${sheetHead({ frozenRows: 1 })}${columnsXml([20, 40, 8, 64])}<sheetData><row r="1">`,
    ...header.map((title, i) => cells.text(`${'ABCD'[i]}1`, title, cellStyles.header)),
    '</row>',
    ...rows,
    `</sheetData>${sheetTail}`,
  ]
}

function linesOf(passport: ExportPassport, words: WorkbookWords, cutTexts: number): Line[] {
  const { source, sample, zone, from, to, days, missing, coverage, issues, exportedAt, generator } = passport
  const { passport: meanings, columns } = words.all
  const line = (name: string, kind: ColumnKind, value: Cell, meaning: string): Line => ({
    name,
    kind,
    value,
    meaning,
  })
  return [
    line('source', 'text', source, meanings.source),
    line('sample', 'flag', sample, sample ? words.all.sampleHint : words.sampleMeaning),
    line('zone', 'text', zone, meanings.zone),
    line('buckets', 'text', bucketRule(passport.bucketOffsetMinutes), meanings.buckets),
    line('from', 'date', from, words.from),
    line('to', 'date', to, words.to),
    line('days', 'count', days, meanings.days),
    line('read_at', 'text', readSpan(passport), meanings.read),
    line('hours_explained', 'share', coverage.hours, columns.hours_explained),
    line('apis_explained', 'share', coverage.apis, columns.apis_explained),
    line('statuses_explained', 'share', coverage.statuses, columns.statuses_explained),
    line('users_explained', 'share', coverage.users, columns.users_explained),
    line('exported_at', 'text', isoInZone(exportedAt, zone), meanings.exported),
    line('app', 'text', generator, meanings.app),
    line('cut_texts', 'count', cutTexts, words.cutTexts),
    ...issues.map(({ code, days: on }): Line => ({
      ...line('issue', 'text', code, issueName(code, words.language)),
      days: on,
    })),
    ...missing.map((date) => line('missing', 'date', date, meanings.missing)),
  ]
}
