import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { marked } from 'marked'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeHtml } from '../../electron/core/export/write-html.ts'
import { writeMarkdown } from '../../electron/core/export/write-markdown.ts'
import { writePdf } from '../../electron/core/export/write-pdf.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import { visibleName } from '../../shared/visible-name.ts'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { expectedCells, isCell, type ExpectedCell } from '../support/expected-cells.ts'
import { textsOf } from '../support/export-kit.ts'
import { randomReports } from '../support/random-reports.ts'
import { plainStyle, rangeOf, writeFiles } from '../support/written-files.ts'

/** Each cell as a program reads it, and as a person does. */
interface ReadCell {
  value: string
  shown: string
}

describe.skipIf(!hasChromium())('documents of twenty random ranges', () => {
  const folder = mkdtempSync(join(tmpdir(), 'export-documents-'))
  const ranges = Array.from({ length: 20 }, (_, i) => ({
    reports: randomReports(`document ${i}`),
    style: { ...plainStyle, language: i % 4 === 3 ? ('zh' as const) : ('en' as const) },
  }))
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launchChromium()
    page = await browser.newPage()
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true })
  })

  test('HTML that a browser read is equal to the reports in every cell', async () => {
    let compared = 0
    for (const { reports, style } of ranges) {
      await page.setContent((await textsOf(writeHtml, rangeOf(reports), { style })).get('')!)
      for (const [id, rows] of Object.entries(expectedCells(reports))) {
        const cells = await cellsOf(page, id)
        expect(cells.length, id).toBe(rows.length)
        rows.forEach((row, i) =>
          row.forEach((expected, k) => {
            const { value, shown } = cells[i]![k]!
            expect(isCell(value, expected), `${id} ${i} ${k}: ${value} for ${JSON.stringify(expected)}`).toBe(
              true,
            )
            if (expected === null) expect(shown).toBe('—')
            compared += 1
          }),
        )
      }
    }
    expect(compared).toBeGreaterThan(15_000)
  })

  test('the sums of a range are those of its days', async () => {
    for (const { reports } of ranges.filter(({ reports: days }) => days.length > 1)) {
      await page.setContent((await textsOf(writeHtml, rangeOf(reports))).get('')!)
      const sums = new Map<string, number>()
      for (const { api_breakdown: of } of reports)
        for (const [name, calls] of Object.entries(of ?? {})) sums.set(name, (sums.get(name) ?? 0) + calls)
      const shown = (await cellsOf(page, 'endpoints-sum')).map((cells) => [
        cells[0]!.value,
        Number(cells[1]!.value),
      ])
      expect(new Map(shown as [string, number][])).toEqual(sums)
    }
  })

  test('Markdown that another program read is equal to the reports in every cell that it shows', async () => {
    let compared = 0
    for (const { reports } of ranges) {
      const text = (await textsOf(writeMarkdown, rangeOf(reports))).get('')!
      await page.setContent(await marked.parse(text, { gfm: true }))
      const tables = await tablesBelowHeadings(page)
      const isOne = reports.length === 1
      for (const [id, rows] of Object.entries(expectedCells(reports))) {
        const cells = tables.get(headings[id]![isOne ? 0 : 1])
        if (rows.length === 0) expect(cells).toBe(undefined)
        else expect(cells!.length, id).toBe(rows.length)
        rows.forEach((row, i) =>
          row.forEach((expected, k) => {
            const shown = cells![i]![k]!
            const isName = k === 1 && typeof expected === 'string'
            if (isName) expect(shown).toBe(expected === '' ? '(empty)' : visibleName(expected))
            else
              expect(
                isShown(shown, expected),
                `${id} ${i} ${k}: ${shown} for ${JSON.stringify(expected)}`,
              ).toBe(true)
            compared += 1
          }),
        )
      }
    }
    expect(compared).toBeGreaterThan(15_000)
  })

  test('on paper every cell of a row stands as it is in the reports, of every name that is one word', async () => {
    let compared = 0
    for (const [i, { reports, style }] of ranges.entries()) {
      await page.setContent((await textsOf(writeHtml, rangeOf(reports), { style })).get('')!)
      const file = join(folder, `${i}.pdf`)
      await page.pdf({ path: file, format: 'A4', preferCSSPageSize: true })
      compared += compareWithPaper(file, expectedCells(reports), style.language).cells
    }
    expect(compared).toBeGreaterThan(5_000)
  })

  test('a PDF of names that are one word is equal to the reports in every cell', async () => {
    const print = async (html: string): Promise<Uint8Array> => {
      await page.setContent(html)
      return page.pdf({ format: 'A4', preferCSSPageSize: true })
    }
    let compared = 0
    for (const [i, { reports: odd, style }] of ranges.entries()) {
      const reports = odd.map(withShortNames)
      const range = rangeOf(reports)
      const files = await writeFiles(writePdf, range, { folder, name: `short-${i}.pdf`, style, print })
      const expected = expectedCells(reports)
      const { rows, cells } = compareWithPaper(files.get('')!, expected, style.language)
      expect(rows).toBe(Object.values(expected).reduce((sum, of) => sum + of.length, 0))
      compared += cells
    }
    expect(compared).toBeGreaterThan(7_000)
  })
})

/** A report whose odd names, which paper breaks over lines, are short ones, every second of them Chinese. */
function withShortNames(report: DailyReport): DailyReport {
  const names = new Map<string, string>()
  const short = (name: string): string => {
    if (isWord(name)) return name
    if (!names.has(name)) names.set(name, `${names.size % 2 === 0 ? '天气' : 'odd'}-${names.size}`)
    return names.get(name)!
  }
  const renamed = (of: Record<string, number> | null): Record<string, number> | null =>
    of && Object.fromEntries(Object.entries(of).map(([name, calls]) => [short(name), calls]))
  return {
    ...report,
    api_breakdown: renamed(report.api_breakdown),
    status_breakdown: renamed(report.status_breakdown),
    top_users: report.top_users?.map(({ user, calls }) => ({ user: short(user), calls })) ?? null,
  }
}

/** Finds the rows on the pages of a PDF; how many there were, and how many of their cells. */
function compareWithPaper(
  file: string,
  expected: Record<string, ExpectedCell[][]>,
  language: 'en' | 'zh',
): { rows: number; cells: number } {
  const lines = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().replaceAll(/ +/g, ' '))
  const rows = paperRows(expected, language)
  let cells = 0
  for (const { begin, middle, end } of rows) {
    const at = lines.findIndex((line) => {
      if (!line.startsWith(begin)) return false
      const words = line.slice(begin.length).trim().split(' ')
      const last = end.length === 0 ? [] : words.splice(-end.length)
      return (
        last.length === end.length &&
        end.every((cell, k) => isShown(last[k]!, cell)) &&
        (middle === undefined || isShown(words.join(' '), middle))
      )
    })
    expect(at, `${begin} … ${JSON.stringify(end)}`).toBeGreaterThanOrEqual(0)
    lines.splice(at, 1)
    cells += 1 + end.length
  }
  return { rows: rows.length, cells }
}

/** A longer name, or one of several words, is broken over lines on paper. */
function isWord(cell: ExpectedCell | undefined): boolean {
  return typeof cell === 'string' && /^[\w/.\p{Script=Han}-]{1,24}$/u.test(cell)
}

/** How a row begins on paper, what follows between, and its last cells. */
interface PaperRow {
  begin: string
  middle?: ExpectedCell
  end: ExpectedCell[]
}

function paperRows(expected: Record<string, ExpectedCell[][]>, language: 'en' | 'zh'): PaperRow[] {
  const count = (cell: ExpectedCell | undefined): string =>
    typeof cell === 'number' ? cell.toLocaleString('en-GB') : '—'
  const flags = language === 'zh' ? ['是', '否'] : ['yes', 'no']
  const text = (cells: (ExpectedCell | undefined)[]): string => `${cells.map(String).join(' ')} `
  const named = ['endpoints', 'statuses', 'users'].flatMap((id) => expected[id] ?? [])
  return [
    ...expected['hours']!.map(([date, start, minutes, calls]) => ({
      begin: text([date]),
      middle: start!,
      end: [minutes!, calls!],
    })),
    ...expected['days']!.map(([date, total, approximate, ...end]) => ({
      begin: text([date, count(total), approximate ? flags[0]! : flags[1]!]),
      end,
    })),
    ...expected['days-users']!.map(([date, active, fresh, middle, peak]) => ({
      begin: text([date, count(active), count(fresh)]),
      middle: middle!,
      end: [peak!],
    })),
    ...expected['days-quality']!.map(([date, day, week, ...end]) => ({
      begin: text([date, count(day), count(week)]),
      end,
    })),
    ...named
      .filter(([, name]) => isWord(name) || name === null)
      .map(([date, name, calls, ...end]) => ({ begin: text([date, name ?? '—', count(calls)]), end })),
  ]
}

const headings: Record<string, [day: string, range: string]> = {
  days: ['Days', 'Days'],
  'days-users': ['Users and peak hours of the days', 'Users and peak hours of the days'],
  'days-quality': ['Comparison and quality of the days', 'Comparison and quality of the days'],
  endpoints: ['Endpoints', 'Endpoints by day'],
  statuses: ['Statuses', 'Statuses by day'],
  hours: ['Hours', 'Hours'],
  users: ['Top users', 'Top users by day'],
}

function cellsOf(page: Page, table: string): Promise<ReadCell[][]> {
  return page.evaluate(
    (id) =>
      [...document.querySelectorAll(`table[data-table="${id}"] tbody tr`)].map((row) =>
        [...row.children].map((cell) => ({
          value: (cell as HTMLElement).dataset['value'] ?? 'none',
          shown: cell.textContent,
        })),
      ),
    table,
  )
}

function tablesBelowHeadings(page: Page): Promise<Map<string, string[][]>> {
  return page
    .evaluate(() =>
      [...document.querySelectorAll('table')].map((table) => {
        let before = table.previousElementSibling
        while (before && before.tagName !== 'H2') before = before.previousElementSibling
        const rows = [...table.querySelectorAll('tbody tr')].map((row) =>
          [...row.children].map((cell) => cell.textContent),
        )
        return [before?.textContent ?? '', rows] as [string, string[][]]
      }),
    )
    .then((tables) => new Map(tables))
}

/** Whether a figure is written as it is: counts to the last digit, shares to the digits that are shown. */
function isShown(shown: string, expected: ExpectedCell): boolean {
  if (expected === null) return shown === '—'
  if (typeof expected === 'boolean') return shown === (expected ? 'yes' : 'no')
  if (typeof expected === 'string') return shown === expected
  if (typeof expected === 'object') {
    const clock = new Intl.DateTimeFormat('sv', {
      timeZone: expected.zone,
      dateStyle: 'short',
      timeStyle: 'short',
    })
    return shown.startsWith(clock.format(new Date(expected.at)))
  }
  if (!shown.endsWith('%')) return Number(shown.replaceAll(',', '')) === expected
  const [, mark = '', sign = '', digits = ''] = /^([<>]?)([+−]?)([\d,]+(?:\.\d+)?)%$/.exec(shown) ?? []
  const percent = Number(digits.replaceAll(',', '')) * (sign === '−' ? -1 : 1)
  if (mark === '<') return expected * 100 < percent && expected > 0
  if (mark === '>') return expected * 100 > percent && expected < 1
  const step = digits.includes('.') ? 10 ** -digits.split('.')[1]!.length : 1
  const isWhole = percent === 100 && sign === ''
  return isWhole ? expected === 1 : Math.abs(expected * 100 - percent) <= step / 2 + 1e-9
}
