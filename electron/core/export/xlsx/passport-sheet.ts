import type { Cell } from '../../../../shared/csv.ts'
import type { ColumnKind } from '../../../../shared/export-rows.ts'
import type { ExportPassport } from '../../../../shared/exports.ts'
import { isoInZone } from '../../../../shared/iso-in-zone.ts'
import { bucketRule, readSpan } from '../../../../shared/passport-cells.ts'
import type { CellWriter } from './cells.ts'
import { columnsXml, sheetHead, sheetTail } from './sheet-xml.ts'
import { cellStyles } from './styles.ts'
import { passportNames, type PassportName, type WorkbookWords } from './words.ts'

interface Line {
  kind: ColumnKind
  value: Cell
  /** Of an issue: on how many days. */
  days?: number
}

/** The sheet that says what the workbook is: name, value and meaning of each entry. Its text cells are counted as cut like all. */
export function passportSheet(passport: ExportPassport, words: WorkbookWords, cells: CellWriter): string[] {
  const rows = passportNames.flatMap((name) => linesOf(name, passport, cells).map((line) => ({ name, line })))
  const header = ['name', 'value', 'days', 'meaning']
  const xml = [
    `${sheetHead({ frozenRows: 1 })}${columnsXml([20, 40, 8, 64])}<sheetData><row r="1">`,
    ...header.map((title, i) => cells.text(`${'ABCD'[i]}1`, title, cellStyles.header)),
    '</row>',
  ]
  for (const [i, { name, line }] of rows.entries()) {
    const at = i + 2
    xml.push(
      `<row r="${at}">${cells.text(`A${at}`, name, cellStyles.text)}`,
      cells.cell(`B${at}`, line.kind, line.value),
      cells.cell(`C${at}`, 'count', line.days ?? null),
      `${cells.text(`D${at}`, words.passport[name], cellStyles.text)}</row>`,
    )
  }
  xml.push(`</sheetData>${sheetTail}`)
  return xml
}

function linesOf(name: PassportName, passport: ExportPassport, cells: CellWriter): Line[] {
  const { coverage } = passport
  switch (name) {
    case 'source':
    case 'zone':
      return [{ kind: 'text', value: passport[name] }]
    case 'sample':
      return [{ kind: 'flag', value: passport.sample }]
    case 'buckets':
      return [{ kind: 'text', value: bucketRule(passport.bucketOffsetMinutes) }]
    case 'from':
    case 'to':
      return [{ kind: 'date', value: passport[name] }]
    case 'days':
      return [{ kind: 'count', value: passport.days }]
    case 'read_at':
      return [{ kind: 'text', value: readSpan(passport) }]
    case 'hours_explained':
      return [{ kind: 'share', value: coverage.hours }]
    case 'apis_explained':
      return [{ kind: 'share', value: coverage.apis }]
    case 'statuses_explained':
      return [{ kind: 'share', value: coverage.statuses }]
    case 'users_explained':
      return [{ kind: 'share', value: coverage.users }]
    case 'exported_at':
      return [{ kind: 'text', value: isoInZone(passport.exportedAt, passport.zone) }]
    case 'app':
      return [{ kind: 'text', value: passport.generator }]
    case 'cut_texts':
      return [{ kind: 'count', value: cells.cutTexts() }]
    case 'issue':
      return passport.issues.map(({ code, days }) => ({ kind: 'text', value: code, days }))
    case 'missing':
      return passport.missing.map((date) => ({ kind: 'date', value: date }))
  }
}
