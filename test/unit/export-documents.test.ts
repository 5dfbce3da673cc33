import { expect, test } from 'vitest'
import { writeHtml } from '../../electron/core/export/write-html.ts'
import { writeMarkdown } from '../../electron/core/export/write-markdown.ts'
import { writePdf } from '../../electron/core/export/write-pdf.ts'
import type { ExportedRange } from '../../electron/core/export/format-writer.ts'
import { markdownName, markdownText } from '../../shared/markdown.ts'
import { reportOf, textsOf } from '../support/export-kit.ts'
import { makeReport } from '../support/report-fixture.ts'
import { plainStyle, rangeOf } from '../support/written-files.ts'

const chinese = { style: { ...plainStyle, language: 'zh' as const } }
const day = rangeOf([makeReport({ api_breakdown: { '/api/weather': 9_000, '/天气': 6_234 } })])

const htmlOf = async (range: ExportedRange): Promise<string> => (await textsOf(writeHtml, range)).get('')!
const markdownOf = async (range: ExportedRange): Promise<string> =>
  (await textsOf(writeMarkdown, range)).get('')!
const figure = (html: string, id: string): string[] =>
  new RegExp(`data-figure="${id}" data-value="([^"]*)">([^<]*)<.dd><dd class="note">([^<]*)`)
    .exec(html)!
    .slice(1)

test('the figures of a day stand at the top, unrounded for programs', async () => {
  const html = await htmlOf(day)
  expect(html).toContain('<h1>Daily report 2026-11-22</h1>')
  expect(figure(html, 'total')).toEqual(['15234', '15,234', ''])
  expect(figure(html, 'success')).toEqual([String(14_824 / 15_234), '97.31%', '410 errors'])
  expect(figure(html, 'change')).toEqual([String(15_234 / 14_001 - 1), '▲ +8.8%', '14,001 then'])
  expect(figure(html, 'week')).toEqual([String(15_234 / 16_100 - 1), '▼ −5.4%', '16,100 then'])
  expect(figure(html, 'users')).toEqual(['812', '812', '40 new'])
  expect(figure(html, 'peak')).toEqual(['2026-11-22T13:00:00+00:00', '13:00 UTC', '1,434 calls'])
})

test('a document speaks the language that was chosen', async () => {
  const html = (await textsOf(writeHtml, day, chinese)).get('')!
  expect(html).toContain('<html lang="zh-CN">')
  expect(html).toContain('<h1>日报 2026-11-22</h1>')
  expect(html).toContain('/天气</td>')
  expect((await textsOf(writeMarkdown, day, chinese)).get('')).toContain('- 成功率：**97.31%**（410 次错误）')
})

test('days without a report make the sum of a range a least one', async () => {
  const range = rangeOf(
    [makeReport(), makeReport({ date: '2026-11-24', success_rate: null, status_breakdown: null })],
    {
      missing: ['2026-11-23'],
    },
  )
  const html = await htmlOf(range)
  expect(figure(html, 'total')).toEqual(['', '≥\u00a030,468', 'at least: 2 of 3 days have a report'])
  expect(figure(html, 'success')).toEqual(['', '97.31%', 'of 1 of 3 days; the others are unknown'])
  expect(html).toContain('<dd data-passport="missing" data-value="2026-11-23">2026-11-23</dd>')
})

test('many days without a report in a row are named by the first and the last, and each to programs', async () => {
  const missing = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-28']
  const html = await htmlOf(rangeOf([makeReport(), makeReport({ date: '2026-11-29' })], { missing }))
  expect(html).toContain(
    `data-passport="missing" data-value="${missing.join(' ')}"><ul class="dates"><li>2026-11-23 – 2026-11-25</li><li>2026-11-28</li></ul>`,
  )
})

test('sample data are marked as such', async () => {
  const sample = rangeOf([makeReport()], { sample: true, source: 'Sample data' })
  expect(await htmlOf(sample)).toContain('<p class="mark"><strong>Sample data.</strong>')
  expect(await markdownOf(sample)).toContain('**Sample data.**')
  expect(await htmlOf(day)).not.toContain('class="mark"')
})

test('what a day does not know is a dash and an empty value, never zero', async () => {
  const html = await htmlOf(
    rangeOf([makeReport({ api_breakdown: null, active_users: null, peak_hour: null })]),
  )
  expect(html).toContain('<p>Unknown on this day.</p>')
  expect(figure(html, 'users')).toEqual(['', '—', 'not counted'])
  expect(figure(html, 'peak')).toEqual(['', '—', 'no hour is known'])
})

test('tables by day that nobody can read are left out with their number of rows, their sums are not', async () => {
  const names = Array.from({ length: 300 }, (_, i) => `/api/${i}`)
  const dates = Array.from({ length: 20 }, (_, i) => `2026-11-${String(i + 1).padStart(2, '0')}`)
  const html = await htmlOf(rangeOf(dates.map((date) => reportOf(date, names))))
  expect(html).toContain(
    '6,000 rows by day would be too many to read, so none is shown here. CSV, XLSX and JSON have all of them.',
  )
  expect(html).not.toContain('data-table="endpoints"')
  expect(html.match(/data-value="\/api\/\d+"/g)).toHaveLength(2 * 300 + 20 * 20)
  expect(html).toContain('data-value="/api/0">/api/0</th><td class="n" data-value="6000">6,000</td>')
})

test('a long table of one day says how many rows and calls are left out', async () => {
  const names = Array.from({ length: 502 }, (_, i) => `/api/${i}`)
  const text = await markdownOf(rangeOf([reportOf('2026-11-22', names)]))
  expect(text).toContain(
    '2 more rows with 3 calls together are left out here. CSV, XLSX and JSON have all of them.',
  )
  expect(text.match(/`\/api\/\d+`/g)).toHaveLength(2 * 500 + 20)
})

test('issues are named in words, with their days', async () => {
  const quality = {
    ...makeReport().quality,
    issues: [{ code: 'hours_unknown' as const, message: 'Some hours are unknown.' }],
  }
  expect(await htmlOf(rangeOf([makeReport({ quality })]))).toContain(
    '<dd data-passport="issues" data-value="hours_unknown=1">Some hours of the day are unknown (1 day)</dd>',
  )
})

test('PDF is the HTML as the host prints it', async () => {
  const printed: string[] = []
  const files = await textsOf(writePdf, day, {
    print: (html) => {
      printed.push(html)
      return Promise.resolve(new Uint8Array([80, 68, 70]))
    },
  })
  expect(printed).toEqual([await htmlOf(day)])
  expect(files.get('')).toBe('80,68,70')
})

test('where nothing prints, PDF is refused and HTML offered', async () => {
  await expect(textsOf(writePdf, day)).rejects.toMatchObject({
    code: 'format_unavailable',
    message: expect.stringContaining('export HTML') as string,
  })
})

test('a printing that is cancelled is not waited for', async () => {
  const cancelling = new AbortController()
  const reason = new Error('cancelled')
  const writing = textsOf(writePdf, day, {
    signal: cancelling.signal,
    print: () => {
      queueMicrotask(() => cancelling.abort(reason))
      return new Promise(() => undefined)
    },
  })
  await expect(writing).rejects.toBe(reason)
})

test.each([
  ['/api/weather', '`/api/weather`'],
  ['a`b', 'a\\`b'],
  ['a|b', 'a&#124;b'],
  ['a\\|b', 'a\\\\&#124;b'],
  [' lead', '&#32;lead'],
  ['<b>', '`<b>`'],
  ['line\nbreak', 'line\\\\nbreak'],
])('a name in Markdown is text: %j', (name, written) => {
  expect(markdownName(name)).toBe(written)
})

test('addresses, mentions and links in Markdown are text, clock times are plain', () => {
  expect(markdownText('http://x www.y.z a@b [x](y) #1 14:00')).toBe(
    'http\\://x www\\.y.z a\\@b \\[x\\](y) \\#1 14:00',
  )
})
