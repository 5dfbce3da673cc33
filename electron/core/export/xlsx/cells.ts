import type { Cell } from '../../../../shared/csv.ts'
import type { ColumnKind } from '../../../../shared/export-rows.ts'
import { plainCell } from '../../../../shared/plain-cell.ts'
import { dateSerial, instantSerial } from './serial.ts'
import { cellStyles } from './styles.ts'
import { xmlText } from './xml-text.ts'

/** What a cell of Excel holds at most, in UTF-16 units. */
export const mostCellText = 32_767

/** Numbers of more digits lose some in Excel, which counts 15. */
const firstOfSixteenDigits = 1e15

/** Writes cells, and counts the texts that were too long for one. */
export interface CellWriter {
  /** One cell as XML at a place such as `B7`; nothing where the value is unknown. An instant has no offset here. */
  cell(at: string, kind: ColumnKind, value: Cell): string
  /** A text in a style of its own. */
  text(at: string, value: string, style: number): string
  /** Texts that were cut. */
  cutTexts(): number
}

export function createCellWriter(): CellWriter {
  let cut = 0

  const text: CellWriter['text'] = (at, value, style) => {
    let shown = plainCell(value)
    if (shown.length > mostCellText) {
      cut += 1
      shown = cutText(shown)
    }
    return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(shown)}</t></is></c>`
  }
  return {
    text,
    cutTexts: () => cut,
    cell(at, kind, value) {
      if (value === null) return ''
      if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`
      const number = typeof value === 'number' ? value : serialOf(kind, value)
      if (number === null || (Number.isInteger(number) && Math.abs(number) >= firstOfSixteenDigits)) {
        return text(at, String(value), cellStyles.text)
      }
      return `<c r="${at}" s="${cellStyles[kind]}"><v>${number}</v></c>`
    },
  }
}

/** A text as long as a cell may be, which says at its end how long it was. No character is halved. */
export function cutText(text: string): string {
  const mark = ` … [${text.length}]`
  return text.slice(0, mostCellText - mark.length).replace(/[\uD800-\uDBFF]$/, '') + mark
}

function serialOf(kind: ColumnKind, value: string): number | null {
  if (kind === 'date') return dateSerial(value)
  return kind === 'instant' ? instantSerial(value).serial : null
}
