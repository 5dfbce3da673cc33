import type { ColumnKind } from '../../../../shared/export-rows.ts'

/** Numbers of the formats that `stylesXml` lists. */
export const cellStyles: Record<ColumnKind | 'header' | 'title' | 'label', number> = {
  flag: 0,
  header: 1,
  date: 2,
  instant: 3,
  count: 4,
  minutes: 5,
  share: 6,
  change: 7,
  text: 8,
  title: 9,
  label: 10,
}

/** Widths of the columns in characters: wide enough for the name and for most values. */
export const columnWidths: Record<ColumnKind, number> = {
  date: 12,
  instant: 17,
  count: 16,
  minutes: 10,
  share: 16,
  change: 16,
  text: 48,
  flag: 13,
}

const formats = [
  // Built in: 0 general, 1 whole, 3 thousands, 10 percent with two digits, 49 text.
  xf(0),
  xf(0, 1, 2),
  xf(164),
  xf(165),
  xf(3),
  xf(1),
  xf(10),
  xf(166),
  xf(49),
  xf(0, 2),
  xf(0, 1),
]

/** The formats of every cell. */
export const stylesXml =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>' +
  '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>' +
  '<numFmt numFmtId="166" formatCode="+0.00%;\\-0.00%;0.00%"/></numFmts>' +
  `<fonts count="3">${font(11)}${font(11, true)}${font(16, true)}</fonts>` +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EDF3"/><bgColor indexed="64"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="${formats.length}">${formats.join('')}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

function xf(format: number, fontId = 0, fill = 0): string {
  const apply = `${format ? ' applyNumberFormat="1"' : ''}${fontId ? ' applyFont="1"' : ''}${fill ? ' applyFill="1"' : ''}`
  return `<xf numFmtId="${format}" fontId="${fontId}" fillId="${fill}" borderId="0" xfId="0"${apply}/>`
}

function font(size: number, isBold = false): string {
  return `<font>${isBold ? '<b/>' : ''}<sz val="${size}"/><name val="Calibri"/><family val="2"/></font>`
}
