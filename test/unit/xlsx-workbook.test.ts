import { inflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { writeWorkbook, writeXlsx } from '../../electron/core/export/xlsx/write-xlsx.ts'
import type { ExportedRange, ExportJob } from '../../electron/core/export/format-writer.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import { AppError } from '../../shared/errors.ts'
import { makeReport, weekBefore } from '../support/report-fixture.ts'
import { plainStyle, rangeOf } from '../support/written-files.ts'

describe('a workbook', () => {
  test('has its sheets in order, named in the language of the export', async () => {
    const english = await partsOf([weekBefore, makeReport()])
    expect(sheetNames(english)).toEqual([
      ...['Summary', 'Days', 'Endpoints', 'Statuses', 'Hours', 'Users', 'Passport'],
    ])
    const chinese = await partsOf([makeReport()], { style: { ...plainStyle, language: 'zh' } })
    expect(sheetNames(chinese)).toEqual(['摘要', '各日', '接口', '状态', '各小时', '用户', '关于此文件'])
  })

  test('lists every part that it has', async () => {
    const parts = await partsOf([weekBefore, makeReport()])
    const types = parts.get('[Content_Types].xml')!
    const own = [...parts.keys()].filter((name) => name.startsWith('xl/') && !name.endsWith('.rels'))
    for (const name of own) expect(types).toContain(`PartName="/${name}"`)
    expect(types.match(/PartName=/g)).toHaveLength(own.length)
  })

  test('freezes the header of each table, filters its rows and sets widths', async () => {
    const parts = await partsOf([weekBefore, makeReport()])
    const endpoints = sheetOf(parts, 'Endpoints')
    expect(endpoints).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
    expect(endpoints).toContain('<autoFilter ref="A1:D6"/>')
    expect(endpoints.match(/<col /g)).toHaveLength(4)
  })

  test('goes on with the rows that a sheet does not hold in another one, under the same header', async () => {
    const names = Array.from({ length: 7 }, (_, i) => `/api/${i}`)
    const report = makeReport({ api_breakdown: Object.fromEntries(names.map((name, i) => [name, 9 - i])) })
    const parts = await partsOf([report], {}, (range, job) => writeWorkbook(range, job, 4))
    expect(sheetNames(parts).filter((name) => name.startsWith('Endpoints'))).toEqual([
      ...['Endpoints', 'Endpoints 2', 'Endpoints 3'],
    ])
    const found = ['Endpoints', 'Endpoints 2', 'Endpoints 3'].map((name) => textsOf(sheetOf(parts, name)))
    expect(found.map((texts) => texts.slice(0, 4))).toEqual(
      Array(3).fill(['date', 'endpoint', 'calls', 'share']),
    )
    expect(found.flatMap((texts) => texts.slice(4))).toEqual(names)
  })

  test('has a chart over its own cells, of days or of the hours of one day, and no picture', async () => {
    const days = await partsOf([weekBefore, makeReport()])
    expect(days.get('xl/charts/chart1.xml')).toContain(`<c:f>'Days'!$B$2:$B$3</c:f>`)
    const hours = await partsOf([makeReport()])
    expect(hours.get('xl/charts/chart1.xml')).toContain(`<c:f>'Hours'!$E$2:$E$25</c:f>`)
    expect([...days.keys()].filter((name) => name.includes('media'))).toEqual([])
  })

  test('has no chart where there is nothing to show', async () => {
    const parts = await partsOf([])
    expect([...parts.keys()].filter((name) => /chart|drawing/.test(name))).toEqual([])
    expect(sheetOf(parts, 'Summary')).not.toContain('<drawing')
    expect(textsOf(sheetOf(parts, 'Days'))[0]).toBe('date')
  })

  test('of sample data says so on its first sheet and in its passport', async () => {
    const parts = await partsOf([makeReport()], {}, writeXlsx, { sample: true })
    expect(textsOf(sheetOf(parts, 'Summary')).join()).toContain('Sample data')
    expect(sheetOf(parts, 'Passport')).toContain('<c r="B3" t="b"><v>1</v></c>')
    expect(textsOf(sheetOf(await partsOf([makeReport()]), 'Summary')).join()).not.toContain('Sample')
  })

  test('says in its passport how many texts were cut, which issues there are and which days lack', async () => {
    const report = makeReport({ api_breakdown: { ['/long'.repeat(9_000)]: 1, '/short': 1 } })
    const about = { missing: ['2026-11-20'], issues: [{ code: 'unexplained', days: 3 }] }
    const passport = sheetOf(await partsOf([report], {}, writeXlsx, about), 'Passport')
    const rowOf = (name: string): string =>
      passport.match(/<row .*?<\/row>/g)!.find((row) => textsOf(row)[0] === name)!
    expect(rowOf('cut_texts')).toMatch(/<v>1<\/v>/)
    expect(textsOf(rowOf('issue'))[1]).toBe('unexplained')
    expect(rowOf('issue')).toMatch(/<v>3<\/v>/)
    expect(rowOf('missing')).toContain('<v>46346</v>')
  })
})

describe('writing a workbook', () => {
  test('ends with the error of a disk that is full, and stops reading', async () => {
    const { range, ended } = watchedRange()
    const full = new AppError('disk_full', 'No room.')
    const open: ExportJob['open'] = async () => ({ write: () => Promise.reject(full) })
    await expect(writeXlsx(range, { ...job(), open })).rejects.toBe(full)
    expect(ended()).toBe(true)
  })

  test('ends as it is cancelled, and stops reading', async () => {
    const { range, ended } = watchedRange()
    const cancelled = new AppError('cancelled', 'It was cancelled.')
    let steps = 0
    const next: ExportJob['next'] = async () => {
      steps += 1
      if (steps === 3) throw cancelled
    }
    await expect(writeXlsx(range, { ...job(), next })).rejects.toBe(cancelled)
    expect([steps, ended()]).toEqual([3, true])
  })

  test('tells its work as that of one reading', async () => {
    let work = 0
    const next: ExportJob['next'] = async (some = 1) => void (work += some)
    await writeXlsx(rangeOf([weekBefore, makeReport()]), { ...job(), next })
    expect(work).toBeCloseTo(2)
  })
})

/** A year of reports that says whether the last reading of it was ended. */
function watchedRange(): { range: ExportedRange; ended(): boolean } {
  let open = 0
  function* reports(): Generator<DailyReport> {
    open += 1
    try {
      for (let i = 0; i < 365; i += 1) yield makeReport()
    } finally {
      open -= 1
    }
  }
  return { range: { ...rangeOf([makeReport()]), reports }, ended: () => open === 0 }
}

function job(written: Uint8Array[] = []): ExportJob {
  return {
    style: plainStyle,
    signal: new AbortController().signal,
    open: async () => ({ write: async (chunk) => void written.push(Buffer.from(chunk)) }),
    next: () => Promise.resolve(),
    print: null,
  }
}

async function partsOf(
  reports: readonly DailyReport[],
  change: Partial<ExportJob> = {},
  write: typeof writeXlsx = writeXlsx,
  about: Parameters<typeof rangeOf>[1] = {},
): Promise<Map<string, string>> {
  const written: Uint8Array[] = []
  await write(rangeOf(reports, about), { ...job(written), ...change })
  return unzipped(Buffer.concat(written))
}

/** The parts of a zip file by its central directory. */
function unzipped(zip: Buffer): Map<string, string> {
  const parts = new Map<string, string>()
  const end = zip.lastIndexOf('PK\u0005\u0006')
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, nameLength, extra, comment] = [20, 28, 30, 32].map((field, i) =>
      i === 0 ? zip.readUInt32LE(at + field) : zip.readUInt16LE(at + field),
    ) as [number, number, number, number]
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    parts.set(name, inflateRawSync(zip.subarray(from, from + size)).toString('utf8'))
    at += 46 + nameLength + extra + comment
  }
  return parts
}

function sheetNames(parts: ReadonlyMap<string, string>): string[] {
  return [...parts.get('xl/workbook.xml')!.matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name!)
}

function sheetOf(parts: ReadonlyMap<string, string>, name: string): string {
  return parts.get(`xl/worksheets/sheet${sheetNames(parts).indexOf(name) + 1}.xml`)!
}

function textsOf(sheet: string): string[] {
  return [...sheet.matchAll(/<t [^>]*>([^<]*)<\/t>/g)].map(([, text]) => text!)
}
