import { describe, expect, test } from 'vitest'
import { createCellWriter, cutText } from '../../electron/core/export/xlsx/cells.ts'
import { dateSerial, instantSerial } from '../../electron/core/export/xlsx/serial.ts'
import { xmlText } from '../../electron/core/export/xlsx/xml-text.ts'

describe('a cell of a workbook', () => {
  const { cell } = createCellWriter()

  test('is absent where the value is unknown', () => {
    expect(cell('A1', 'count', null)).toBe('')
  })

  test('of a count is a number, also of zero', () => {
    expect(cell('B2', 'count', 0)).toMatch(/^<c r="B2" s="\d+"><v>0<\/v><\/c>$/)
  })

  test('of a share has every digit', () => {
    expect(cell('B2', 'share', 0.973086517001444)).toContain('<v>0.973086517001444</v>')
  })

  test('with sixteen digits is text, with fifteen a number', () => {
    expect(cell('B2', 'count', 9_007_199_254_740_991)).toContain('>9007199254740991</t>')
    expect(cell('B2', 'count', 999_999_999_999_999)).toContain('<v>999999999999999</v>')
  })

  test('of a name that looks like a number is text', () => {
    expect(cell('B2', 'text', '404')).toContain('t="inlineStr"')
  })

  test('of a name that begins like a formula is text with an apostrophe before it', () => {
    expect(cell('B2', 'text', '=1+1')).toContain(">'=1+1</t>")
  })
})

describe('a text that is too long for a cell', () => {
  const name = `${'a'.repeat(32_760)}🐳${'b'.repeat(40)}`

  test('is cut to 32,767 units, says how long it was and halves no character', () => {
    const cut = cutText(name)
    expect(cut.length).toBeLessThanOrEqual(32_767)
    expect(cut).toMatch(/a … \[32802\]$/)
    expect(cut.isWellFormed()).toBe(true)
    expect(cutText(`${'a'.repeat(32_755)}🐳${'b'.repeat(40)}`).isWellFormed()).toBe(true)
  })

  test('is counted, one that fits is not', () => {
    const cells = createCellWriter()
    cells.cell('A1', 'text', 'a'.repeat(32_767))
    expect(cells.cutTexts()).toBe(0)
    cells.cell('A2', 'text', 'a'.repeat(32_768))
    expect(cells.cutTexts()).toBe(1)
  })
})

describe('text in XML of a workbook', () => {
  test('has marks of XML escaped', () => {
    expect(xmlText('<b a="1">&')).toBe('&lt;b a=&quot;1&quot;&gt;&amp;')
  })

  test('has what XML cannot hold as _xHHHH_', () => {
    expect(xmlText('a\u0000\u001b\r\uffff\ud800')).toBe('a_x0000__x001B__x000D__xFFFF__xD800_')
  })

  test('keeps line breaks, tabs and every language', () => {
    expect(xmlText('天气\t😀\n\u0085')).toBe('天气\t😀\n\u0085')
  })

  test('does not mistake a name for such an escape', () => {
    expect(xmlText('_x0041_x0042_')).toBe('_x005F_x0041_x005F_x0042_')
  })
})

describe('days as a workbook counts them', () => {
  test('begin with the 1900 system', () => {
    expect(dateSerial('1970-01-01')).toBe(25_569)
    expect(dateSerial('2026-11-22')).toBe(46_348)
    expect(dateSerial('1900-03-01')).toBe(61)
  })

  test('do not reach before March 1900', () => {
    expect(dateSerial('1900-02-28')).toBe(null)
    expect(createCellWriter().cell('A1', 'date', '1900-02-28')).toContain('>1900-02-28</t>')
  })

  test('show an instant as the clock of the zone did, with its offset apart', () => {
    expect(instantSerial('2026-11-22T18:00:00+05:45')).toEqual({ serial: 46_348.75, offset: 'UTC+05:45' })
  })
})
