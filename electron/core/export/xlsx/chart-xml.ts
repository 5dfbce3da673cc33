import { chartRow } from './summary-sheet.ts'
import { xmlText } from './xml-text.ts'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const drawing = 'http://schemas.openxmlformats.org/drawingml/2006'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A chart of columns over the cells of a sheet. */
export interface SheetChart {
  title: string
  /** What it shows, for those who do not see it. */
  description: string
  sheet: string
  /** Letters of the columns with the times and the figures. */
  times: string
  figures: string
  /** The last row; the first is the header. */
  lastRow: number
  kind: 'days' | 'hours'
}

/** The chart itself. Its figures are those of the sheet: a time without one leaves a gap. */
export function chartXml({ title, sheet, times, figures, lastRow, kind }: SheetChart): string {
  const range = (column: string): string =>
    xmlText(`'${sheet.replaceAll("'", "''")}'!$${column}$2:$${column}$${lastRow}`)
  const format = kind === 'days' ? 'yyyy\\-mm\\-dd' : 'hh:mm'
  const axis =
    kind === 'days'
      ? `<c:dateAx>${axisXml(1, 2, 'b', format)}<c:auto val="0"/><c:lblOffset val="100"/><c:baseTimeUnit val="days"/></c:dateAx>`
      : `<c:catAx>${axisXml(1, 2, 'b', format)}<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/></c:catAx>`
  return (
    `${head}<c:chartSpace xmlns:c="${drawing}/chart" xmlns:a="${drawing}/main" xmlns:r="${relationships}">` +
    '<c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r>' +
    `<a:rPr sz="1200" b="1"/><a:t>${xmlText(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>` +
    '<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>' +
    `<c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:v>${xmlText(title)}</c:v></c:tx>` +
    '<c:spPr><a:solidFill><a:srgbClr val="2F6FB5"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>' +
    `<c:cat><c:numRef><c:f>${range(times)}</c:f></c:numRef></c:cat>` +
    `<c:val><c:numRef><c:f>${range(figures)}</c:f></c:numRef></c:val></c:ser>` +
    `<c:gapWidth val="40"/><c:axId val="1"/><c:axId val="2"/></c:barChart>${axis}` +
    `<c:valAx>${axisXml(2, 1, 'l', '#,##0')}<c:crossBetween val="between"/></c:valAx>` +
    '</c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
  )
}

/** Where the chart stands on its sheet. */
export function drawingXml({ title, description }: SheetChart): string {
  const corner = (column: number, row: number): string =>
    `<xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff>`
  return (
    `${head}<xdr:wsDr xmlns:xdr="${drawing}/spreadsheetDrawing" xmlns:a="${drawing}/main"><xdr:twoCellAnchor>` +
    `<xdr:from>${corner(0, chartRow)}</xdr:from><xdr:to>${corner(8, chartRow + 20)}</xdr:to>` +
    `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="${xmlText(title)}" descr="${xmlText(description)}"/>` +
    '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>' +
    `<a:graphic><a:graphicData uri="${drawing}/chart"><c:chart xmlns:c="${drawing}/chart" xmlns:r="${relationships}" r:id="rId1"/>` +
    '</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>'
  )
}

function axisXml(id: number, crosses: number, side: 'b' | 'l', format: string): string {
  const lines =
    side === 'l'
      ? '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9DEE5"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
      : ''
  return (
    `<c:axId val="${id}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="${side}"/>${lines}` +
    `<c:numFmt formatCode="${format}" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/>` +
    `<c:tickLblPos val="nextTo"/><c:crossAx val="${crosses}"/><c:crosses val="autoZero"/>`
  )
}
