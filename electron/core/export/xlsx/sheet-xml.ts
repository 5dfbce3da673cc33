/** Letters after which a piece of a sheet is passed on. */
export const chunkLength = 65_536

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** How the XML of a sheet begins; rows that stay in sight are at its top. */
export function sheetHead({ frozenRows = 0, isFirst = false, showsGrid = true }): string {
  const pane = frozenRows
    ? `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/>`
    : ''
  const view = `${isFirst ? ' tabSelected="1"' : ''}${showsGrid ? '' : ' showGridLines="0"'}`
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${main}" xmlns:r="${relationships}">` +
    `<sheetViews><sheetView workbookViewId="0"${view}>${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>`
  )
}

/** How it ends. */
export const sheetTail = '</worksheet>'

/** Widths of the columns, in characters. */
export function columnsXml(widths: readonly number[]): string {
  const list = widths.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  )
  return `<cols>${list.join('')}</cols>`
}
