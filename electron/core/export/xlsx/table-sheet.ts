import type { Cell } from '../../../../shared/csv.ts'
import type { CellWriter } from './cells.ts'
import type { RowQueue } from './row-queue.ts'
import { valueIn, type SheetColumn } from './sheet-columns.ts'
import { chunkLength, columnsXml, sheetHead, sheetTail } from './sheet-xml.ts'
import { cellStyles, columnWidths } from './styles.ts'

/** Rows of a sheet of Excel, the header included. */
export const mostSheetRows = 1_048_576

interface TableSheet {
  columns: readonly SheetColumn[]
  rows: RowQueue
  cells: CellWriter
  mostRows: number
  /** Told at the end: rows with the header. */
  onEnd(rows: number): void
}

/** A sheet of rows as XML, in pieces: frozen header, filter, widths. What does not fit stays in the queue. */
export async function* tableSheet({
  columns,
  rows,
  cells,
  mostRows,
  onEnd,
}: TableSheet): AsyncGenerator<string, void> {
  const widths = columns.map(({ name, kind, isOffset }) =>
    Math.max(isOffset ? 11 : columnWidths[kind], name.length + 3),
  )
  let xml = `${sheetHead({ frozenRows: 1 })}${columnsXml(widths)}<sheetData><row r="1">`
  for (const { name, letter } of columns) xml += cells.text(`${letter}1`, name, cellStyles.header)
  xml += '</row>'
  let last = 1
  while (last < mostRows) {
    const row = rows.take() ?? ((await rows.fetch()) ? rows.take() : null)
    if (!row) break
    last += 1
    xml += rowXml(last, columns, row, cells)
    if (xml.length < chunkLength) continue
    yield xml
    xml = ''
  }
  onEnd(last)
  yield `${xml}</sheetData>${filterXml(columns, last)}${sheetTail}`
}

function rowXml(
  at: number,
  columns: readonly SheetColumn[],
  row: readonly Cell[],
  cells: CellWriter,
): string {
  let xml = `<row r="${at}">`
  for (const column of columns) xml += cells.cell(column.letter + at, column.kind, valueIn(column, row))
  return `${xml}</row>`
}

/** The filter of the header, and no warning where a text such as `404` looks like a number. */
function filterXml(columns: readonly SheetColumn[], last: number): string {
  const ref = `A1:${columns.at(-1)!.letter}${last}`
  return (
    `<autoFilter ref="${ref}"/><pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>` +
    `<ignoredErrors><ignoredError sqref="${ref}" numberStoredAsText="1"/></ignoredErrors>`
  )
}
