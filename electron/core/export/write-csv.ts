import { csvRow } from '../../../shared/csv.ts'
import { exportColumns, exportRows } from '../../../shared/export-rows.ts'
import { csvDelimiters, exportTables, type ExportTable } from '../../../shared/exports.ts'
import { passportCells, passportColumns } from '../../../shared/passport-cells.ts'
import type { OutFile, WriteFormat } from './format-writer.ts'

const byteOrderMark = '\uFEFF'

/** CSV (RFC 4180): a file for each table that has rows, each row with the passport at its end. All are written in one pass. */
export const writeCsv: WriteFormat = async ({ passport, reports }, { style, open, next }) => {
  const delimiter = csvDelimiters[style.delimiter]
  const ending = delimiter + csvRow(passportCells(passport), delimiter)
  const files = new Map<ExportTable, OutFile>()

  const begin = async (table: ExportTable): Promise<OutFile> => {
    const file = await open(table)
    files.set(table, file)
    const columns = [...exportColumns[table], ...passportColumns].map(({ name }) => name)
    await file.write((style.withBom ? byteOrderMark : '') + csvRow(columns, delimiter))
    return file
  }

  for (const report of reports()) {
    for (const table of exportTables) {
      let text = ''
      for (const cells of exportRows(table, report)) text += csvRow(cells, delimiter).slice(0, -2) + ending
      if (text !== '') await (files.get(table) ?? (await begin(table))).write(text)
    }
    await next()
  }
}
