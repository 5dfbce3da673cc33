import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { marked } from 'marked'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { writeHtml } from '../../electron/core/export/write-html.ts'
import { writeMarkdown } from '../../electron/core/export/write-markdown.ts'
import { chartSvg } from '../../shared/chart-svg.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import { hasChromium, launchChromium } from '../support/chromium.ts'
import { reportOf, textsOf } from '../support/export-kit.ts'
import { htmlPayloads } from '../support/html-payloads.ts'
import { rangeOf } from '../support/written-files.ts'

/** One day with so many endpoints and statuses, and twenty users at a time, so that each name is all three. */
function daysOf(names: readonly string[]): DailyReport[] {
  return Array.from({ length: names.length / 20 }, (_, i) => ({
    ...reportOf(
      new Date(Date.UTC(2026, 9, 1 + i)).toISOString().slice(0, 10),
      names.slice(20 * i, 20 * i + 20),
    ),
  }))
}

const plain = htmlPayloads.map((_name, i) => `/api/plain-${i}`)

describe.skipIf(!hasChromium())('of 500 names that look like markup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'export-payloads-'))
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let effects: string[]

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true })
  })
  beforeEach(async () => {
    await context?.close()
    context = await browser.newContext()
    page = await context.newPage()
    effects = []
    await page.exposeFunction('ran', () => effects.push('a script ran'))
    page.on('request', (request) => effects.push(`asked for ${request.url()}`))
    page.on('dialog', (dialog) => effects.push(`said ${dialog.message()}`))
  })

  /** How many elements of each kind a page is made of. */
  async function elementsOf(html: string): Promise<Record<string, number>> {
    await page.setContent(html)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
    return page.evaluate(() => {
      const counts: Record<string, number> = {}
      for (const { localName } of document.querySelectorAll('*'))
        counts[localName] = (counts[localName] ?? 0) + 1
      return counts
    })
  }

  test('none is an element, a script or a request in HTML, in either language and as a source', async () => {
    for (const language of ['en', 'zh'] as const) {
      const style = { delimiter: 'comma', withBom: true, language } as const
      const html = async (names: readonly string[], source: string): Promise<string> =>
        (await textsOf(writeHtml, rangeOf(daysOf(names), { source }), { style })).get('')!
      const expected = await elementsOf(await html(plain, 'Production'))
      for (const source of htmlPayloads.slice(16, 19))
        expect(await elementsOf(await html(htmlPayloads, source))).toEqual(expected)
    }
    for (const source of htmlPayloads) {
      const day = (await textsOf(writeHtml, rangeOf(daysOf(plain).slice(0, 1), { source }))).get('')!
      const { script, img, iframe, link, form } = await elementsOf(day)
      expect([script, img, iframe, link, form]).toEqual(Array(5).fill(undefined))
    }
    expect(effects).toEqual([])
  })

  test('a document allows nothing but its own two styles', async () => {
    await page.setContent((await textsOf(writeHtml, rangeOf(daysOf(plain).slice(0, 1)))).get('')!)
    const policy = await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', 'content')
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}=' 'sha256-[\w+/]{43}='; img-src 'none'; base-uri 'none'; form-action 'none'$/,
    )
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('.n')!).textAlign)).toBe('right')
    await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="ran()">'))
    const blocked = await page.evaluate(() => {
      const style = document.createElement('style')
      style.textContent = 'body{opacity:0}'
      document.head.append(style)
      return getComputedStyle(document.body).opacity
    })
    expect([blocked, effects]).toEqual(['1', []])
  })

  test('none is an element in a picture, which stays well-formed', async () => {
    const svg = (text: string): string =>
      chartSvg(
        {
          title: text,
          summary: text,
          kind: 'lines',
          unit: 'count',
          labels: [text, text],
          ticks: [0, 1],
          series: [
            { name: text, role: 'main', values: [1, 2] },
            { name: text, role: 'earlier', values: [2, 1] },
          ],
          footer: text,
          language: 'en',
        },
        { theme: 'auto', width: 2_000, height: 400 },
      )
    await page.setContent('<p></p>')
    const namesIn = (texts: readonly string[]): Promise<string[][]> =>
      page.evaluate(
        (pictures) =>
          pictures.map((picture) => [
            ...new Set(
              [...new DOMParser().parseFromString(picture, 'image/svg+xml').querySelectorAll('*')].map(
                ({ localName }) => localName,
              ),
            ),
          ]),
        texts.map(svg),
      )
    const [expected] = await namesIn(['plain'])
    for (const names of await namesIn(htmlPayloads)) expect(names).toEqual(expected)
    expect(expected).not.toContain('parsererror')
    expect(effects).toEqual([])
  })

  test('none is a link, an element or a heading in Markdown', async () => {
    const markdown = async (reports: DailyReport[], source: string): Promise<Record<string, number>> => {
      const text = (await textsOf(writeMarkdown, rangeOf(reports, { source }))).get('')!
      const { code: _, ...elements } = await elementsOf(await marked.parse(text, { gfm: true }))
      return elements
    }
    for (let from = 0; from < 500; from += 100) {
      const of = (names: readonly string[]): DailyReport[] => daysOf(names.slice(from, from + 100))
      const expected = await markdown(of(plain), 'Production')
      expect(await markdown(of(htmlPayloads), 'Production')).toEqual(expected)
    }
    const day = daysOf(plain).slice(0, 1)
    const expected = await markdown(day, 'Production')
    for (const source of htmlPayloads) expect(await markdown(day, source)).toEqual(expected)
    expect(effects).toEqual([])
  })

  test('none runs or links anywhere in a PDF', async () => {
    const range = rangeOf(daysOf(htmlPayloads), { source: htmlPayloads[0]! })
    await page.setContent((await textsOf(writeHtml, range)).get('')!)
    const file = join(folder, 'payloads.pdf')
    await page.pdf({ path: file, format: 'A4', preferCSSPageSize: true })
    expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(/JavaScript: +no/)
    expect(execFileSync('pdfinfo', ['-url', file], { encoding: 'utf8' })).not.toContain('127.0.0.1')
    expect(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' })).toContain('天气<b>接口</b>')
    expect(effects).toEqual([])
  })
})
