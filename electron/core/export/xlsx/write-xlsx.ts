import type { Cell } from '../../../../shared/csv.ts'
import { exportColumns, exportRows } from '../../../../shared/export-rows.ts'
import { exportTables, type ExportTable } from '../../../../shared/exports.ts'
import type { ExportedRange, ExportJob, WriteFormat } from '../format-writer.ts'
import { createCellWriter } from './cells.ts'
import { chartXml, drawingXml, type SheetChart } from './chart-xml.ts'
import { passportSheet } from './passport-sheet.ts'
import { createRowQueue } from './row-queue.ts'
import { sheetColumns } from './sheet-columns.ts'
import { stylesXml } from './styles.ts'
import { addReport, noSums, summarySheet } from './summary-sheet.ts'
import { mostSheetRows, tableSheet } from './table-sheet.ts'
import { wordsOfWorkbook, type WorkbookWords } from './words.ts'
import {
  contentTypes,
  drawingRelations,
  packageRelations,
  sheetRelations,
  workbookRelations,
  workbookXml,
  type WrittenSheet,
} from './workbook-parts.ts'
import { writeZip, type AddPart } from './zip-file.ts'

/** One workbook (Office Open XML). The reports are read once for each table, so that no sheet is ever wholly in memory. */
export const writeXlsx: WriteFormat = (range, job) => writeWorkbook(range, job, mostSheetRows)

/** The same with sheets of at most `mostRows` rows, the header included. */
export async function writeWorkbook(range: ExportedRange, job: ExportJob, mostRows: number): Promise<void> {
  const { passport } = range
  const words = wordsOfWorkbook(job.style.language)
  const file = await job.open(null)
  await writeZip(file, new Date(passport.exportedAt), async (add) => {
    const cells = createCellWriter()
    // The summary is the first sheet and the last to be known.
    const sheets: WrittenSheet[] = [{ title: words.sheets.summary, part: 1 }]
    const addSheet = async (title: string, xml: Parameters<AddPart>[1]): Promise<void> => {
      sheets.push({ title, part: sheets.length + 1 })
      await add(`xl/worksheets/sheet${sheets.length}.xml`, xml)
    }
    let sums = noSums
    const lastRows = new Map<ExportTable, number>()

    async function* batches(table: ExportTable): AsyncGenerator<Cell[][], void> {
      for (const report of range.reports()) {
        if (table === 'days') sums = addReport(sums, report)
        yield exportRows(table, report)
        await job.next(1 / exportTables.length)
      }
    }

    await add('_rels/.rels', [packageRelations])
    for (const table of exportTables) {
      const columns = sheetColumns(exportColumns[table])
      const rows = createRowQueue(batches(table))
      const onEnd = (last: number): void => void (lastRows.has(table) || lastRows.set(table, last))
      try {
        for (let n = 1; n === 1 || (await rows.fetch()); n += 1) {
          const title = n === 1 ? words.sheets[table] : `${words.sheets[table]} ${n}`
          await addSheet(title, tableSheet({ columns, rows, cells, mostRows, onEnd }))
        }
      } finally {
        await rows.end()
      }
    }
    await addSheet(words.sheets.passport, passportSheet(passport, words, cells))

    const chart = chartOf(words, lastRows)
    await add('xl/worksheets/sheet1.xml', [
      summarySheet({ passport, sums, words, cells, hasChart: chart !== null }),
    ])
    if (chart) {
      await add('xl/worksheets/_rels/sheet1.xml.rels', [sheetRelations])
      await add('xl/drawings/drawing1.xml', [drawingXml(chart)])
      await add('xl/drawings/_rels/drawing1.xml.rels', [drawingRelations])
      await add('xl/charts/chart1.xml', [chartXml(chart)])
    }
    await add('xl/styles.xml', [stylesXml])
    await add('xl/workbook.xml', [workbookXml(sheets)])
    await add('xl/_rels/workbook.xml.rels', [workbookRelations(sheets)])
    await add('[Content_Types].xml', [contentTypes(sheets, chart !== null)])
  })
}

/** Calls by day; of a single day by hour; none without figures. */
function chartOf(words: WorkbookWords, lastRows: ReadonlyMap<ExportTable, number>): SheetChart | null {
  const days = (lastRows.get('days') ?? 1) - 1
  const kind = days > 1 ? 'days' : 'hours'
  const lastRow = lastRows.get(kind) ?? 1
  if (lastRow === 1) return null
  const columns = sheetColumns(exportColumns[kind])
  const letterOf = (name: string): string => columns.find((column) => column.name === name)!.letter
  return {
    kind,
    title: words.all.pictures[kind],
    description: words.chart(lastRow - 1, words.sheets[kind]),
    sheet: words.sheets[kind],
    times: letterOf(kind === 'days' ? 'date' : 'start'),
    figures: letterOf(kind === 'days' ? 'total_calls' : 'calls'),
    lastRow,
  }
}
