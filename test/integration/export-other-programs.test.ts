import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeCsv } from '../../electron/core/export/write-csv.ts'
import { writeJson } from '../../electron/core/export/write-json.ts'
import { writeJsonLines } from '../../electron/core/export/write-json-lines.ts'
import { writeXlsx } from '../../electron/core/export/xlsx/write-xlsx.ts'
import { csvDelimiters, type CsvDelimiter, type ExportStyle } from '../../shared/exports.ts'
import { convertFiles, csvAsText, hasLibreOffice } from '../support/libreoffice.ts'
import { randomReports } from '../support/random-reports.ts'
import { rangeOf, writeFiles } from '../support/written-files.ts'

const titles = {
  en: {
    ...{ days: 'Days', endpoints: 'Endpoints', statuses: 'Statuses', hours: 'Hours', users: 'Users' },
    ...{ summary: 'Summary', passport: 'Passport' },
  },
  zh: {
    ...{ days: '各日', endpoints: '接口', statuses: '状态', hours: '各小时', users: '用户' },
    ...{ summary: '摘要', passport: '关于此文件' },
  },
}
const sources = ['Production', '生产环境', '=HYPERLINK("http://x")', 'a "b", c;d', '-1']
const delimiters = Object.keys(csvDelimiters) as CsvDelimiter[]

describe.skipIf(!hasLibreOffice())('files of twenty random ranges', () => {
  const folder = mkdtempSync(join(tmpdir(), 'export-read-'))
  const ranges = Array.from({ length: 20 }, (_, i) => {
    const reports = randomReports(`export ${i}`)
    const style: ExportStyle = {
      delimiter: delimiters[i % 3]!,
      withBom: i % 2 === 0,
      language: i % 4 === 3 ? 'zh' : 'en',
    }
    const range = rangeOf(reports, { source: sources[i % sources.length]! })
    return { name: `range-${i}`, reports, style, range }
  })

  beforeAll(async () => {
    const written = new Map<CsvDelimiter | 'xlsx', string[]>()
    for (const { name, style, range } of ranges) {
      const to = (extension: string): Parameters<typeof writeFiles>[2] => ({
        folder,
        name: `${name}.${extension}`,
        style,
      })
      const csv = await writeFiles(writeCsv, range, to('csv'))
      const xlsx = await writeFiles(writeXlsx, range, to('xlsx'))
      await writeFiles(writeJson, range, to('json'))
      await writeFiles(writeJsonLines, range, to('jsonl'))
      written.set(style.delimiter, [...(written.get(style.delimiter) ?? []), ...csv.values()])
      written.set('xlsx', [...(written.get('xlsx') ?? []), ...xlsx.values()])
    }
    const read = join(folder, 'read')
    mkdirSync(read)
    for (const [kind, files] of written) {
      const from = kind === 'xlsx' ? {} : { from: csvAsText(csvDelimiters[kind], 27) }
      await convertFiles({ files, to: 'fods', folder: read, ...from })
    }
    const described = ranges.map(({ name, reports, style, range: { passport } }) => ({
      name,
      reports,
      source: passport.source,
      from: passport.from,
      to: passport.to,
      titles: titles[style.language],
    }))
    writeFileSync(join(folder, 'ranges.json'), JSON.stringify(described))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('read by LibreOffice and Python are equal to the reports in every cell', () => {
    const script = join(import.meta.dirname, '..', 'support', 'compare_exports.py')
    const { compared, differences } = JSON.parse(
      execFileSync('python3', ['-B', script, folder], { encoding: 'utf8' }),
    ) as { compared: number; differences: string[] }
    expect(differences).toEqual([])
    expect(compared).toBeGreaterThan(20_000)
  })
})
