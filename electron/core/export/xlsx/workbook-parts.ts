import { xmlText } from './xml-text.ts'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const open = 'http://schemas.openxmlformats.org/package/2006'
const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** A sheet that is written already. */
export interface WrittenSheet {
  title: string
  /** Its number in the names of the parts, from 1. */
  part: number
}

/** The part that leads to the workbook. It stands first: programs know a workbook by it. */
export const packageRelations = relations([{ id: 'rId1', kind: 'officeDocument', target: 'xl/workbook.xml' }])

/** The relations of the summary sheet, and of its drawing. */
export const sheetRelations = relations([{ id: 'rId1', kind: 'drawing', target: '../drawings/drawing1.xml' }])
export const drawingRelations = relations([{ id: 'rId1', kind: 'chart', target: '../charts/chart1.xml' }])

/** The workbook: its sheets in the order in which they are shown. */
export function workbookXml(sheets: readonly WrittenSheet[]): string {
  const list = sheets.map(
    ({ title, part }) => `<sheet name="${xmlText(title)}" sheetId="${part}" r:id="rId${part}"/>`,
  )
  return (
    `${head}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}">` +
    `<workbookPr date1904="0"/><bookViews><workbookView activeTab="0"/></bookViews><sheets>${list.join('')}</sheets></workbook>`
  )
}

export function workbookRelations(sheets: readonly WrittenSheet[]): string {
  return relations([
    ...sheets.map(({ part }) => ({
      id: `rId${part}`,
      kind: 'worksheet',
      target: `worksheets/sheet${part}.xml`,
    })),
    { id: `rId${sheets.length + 1}`, kind: 'styles', target: 'styles.xml' },
  ])
}

/** What each part is. */
export function contentTypes(sheets: readonly WrittenSheet[], hasChart: boolean): string {
  const parts: [name: string, type: string][] = [
    ['workbook', `${main}.sheet.main+xml`],
    ['styles', `${main}.styles+xml`],
    ...sheets.map(({ part }): [string, string] => [`worksheets/sheet${part}`, `${main}.worksheet+xml`]),
  ]
  if (hasChart) {
    parts.push(['drawings/drawing1', 'application/vnd.openxmlformats-officedocument.drawing+xml'])
    parts.push(['charts/chart1', 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml'])
  }
  const list = parts.map(([name, type]) => `<Override PartName="/xl/${name}.xml" ContentType="${type}"/>`)
  return (
    `${head}<Types xmlns="${open}/content-types"><Default Extension="rels" ` +
    `ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>${list.join('')}</Types>`
  )
}

function relations(list: readonly { id: string; kind: string; target: string }[]): string {
  const each = list.map(
    ({ id, kind, target }) => `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`,
  )
  return `${head}<Relationships xmlns="${open}/relationships">${each.join('')}</Relationships>`
}
