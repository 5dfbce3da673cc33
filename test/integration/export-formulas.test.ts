import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeCsv } from '../../electron/core/export/write-csv.ts'
import { writeXlsx } from '../../electron/core/export/xlsx/write-xlsx.ts'
import { formulaPayloads } from '../support/formula-payloads.ts'
import { convertFiles, csvOfEachSheet, csvTrusting, hasLibreOffice } from '../support/libreoffice.ts'
import { makeReport } from '../support/report-fixture.ts'
import { rangeOf, writeFiles } from '../support/written-files.ts'

const perFile = 20

describe.skipIf(!hasLibreOffice())(
  'five hundred formulas as endpoints, statuses, users and connections',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'export-formulas-'))
    const inside = (name: string): string => join(folder, name)
    let csv: string[] = []
    let xlsx: string[] = []

    beforeAll(async () => {
      for (const name of ['csv', 'xlsx', 'again', 'again-read', 'control']) mkdirSync(inside(name))
      for (let at = 0; at < formulaPayloads.length; at += perFile) {
        const payloads = formulaPayloads.slice(at, at + perFile)
        const breakdown = Object.fromEntries(payloads.map((payload) => [payload, 2]))
        const report = makeReport({
          api_breakdown: breakdown,
          status_breakdown: breakdown,
          top_users: payloads.map((user) => ({ user, calls: 2 })),
        })
        const range = rangeOf([report], { source: payloads[at % 3]! })
        const files = await writeFiles(writeCsv, range, { folder, name: `${at}.csv` })
        csv = [...csv, ...files.values()]
        xlsx = [...xlsx, ...(await writeFiles(writeXlsx, range, { folder, name: `${at}.xlsx` })).values()]
      }
      await convertFiles({ files: csv, from: csvTrusting, to: 'fods', folder: inside('csv') })
      await convertFiles({ files: xlsx, to: 'fods', folder: inside('xlsx') })
    })
    afterAll(() => rmSync(folder, { recursive: true }))

    test('of CSV are not one formula, and stand there as text', () => {
      const { formulas, texts } = readIn(inside('csv'))
      expect(formulas).toEqual([])
      expect(texts.length).toBeGreaterThan(3 * formulaPayloads.length)
    })

    test('of XLSX are not one formula, and stand there as text', () => {
      const { formulas, texts } = readIn(inside('xlsx'))
      expect(formulas).toEqual([])
      expect(texts.length).toBeGreaterThan(3 * formulaPayloads.length)
      expect(texts.filter((text) => text.includes('HYPERLINK')).length).toBeGreaterThanOrEqual(3 * 16)
    })

    test('of XLSX that was saved as CSV and opened again are not one formula', async () => {
      await convertFiles({ files: xlsx, to: csvOfEachSheet, folder: inside('again') })
      const files = readdirSync(inside('again')).map((name) => join(inside('again'), name))
      await convertFiles({ files, from: csvTrusting, to: 'fods', folder: inside('again-read') })
      const { formulas, texts } = readIn(inside('again-read'))
      expect(formulas).toEqual([])
      expect(texts.length).toBeGreaterThan(3 * formulaPayloads.length)
    })

    test('would be formulas as they are', async () => {
      const file = inside('control.csv')
      writeFileSync(file, 'name\r\n=1+1\r\n"=HYPERLINK(""http://127.0.0.1/"")"\r\n')
      await convertFiles({ files: [file], from: csvTrusting, to: 'fods', folder: inside('control') })
      expect(readIn(inside('control')).formulas).toHaveLength(2)
    })
  },
)

function readIn(folder: string): { formulas: string[]; texts: string[] } {
  const script = join(import.meta.dirname, '..', 'support', 'count_formulas.py')
  const files = readdirSync(folder).map((name) => join(folder, name))
  const found = execFileSync('python3', ['-B', script, ...files], { encoding: 'utf8', maxBuffer: 1e8 })
  return JSON.parse(found) as { formulas: string[]; texts: string[] }
}
