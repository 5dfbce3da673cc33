import { expect, it } from 'vitest'
import { csvText } from '../../shared/csv.ts'

it('numbers are plain, unknown is empty, rows are lines', () => {
  expect(
    csvText([
      ['start', 'calls'],
      ['2026-11-24T15:00:00+08:00', 8_912_440],
      [null, -0.5, true],
    ]),
  ).toBe('start,calls\r\n2026-11-24T15:00:00+08:00,8912440\r\n,-0.5,true\r\n')
})

it('commas, quotes and line breaks are quoted', () => {
  expect(csvText([['a,b', 'say "hi"', 'two\nlines', '天气']])).toBe(
    '"a,b","say ""hi""","two\nlines",天气\r\n',
  )
})

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠a'])(
  'a text that a spreadsheet takes for a formula is none: %j',
  (text) => {
    const cell = csvText([[text]])
    expect(cell.replace(/^"/, '').startsWith(`'${text[0]}`)).toBe(true)
  },
)
