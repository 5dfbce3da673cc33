import { describe, expect, it } from 'vitest'
import { writeCsv } from '../../electron/core/export/write-csv.ts'
import { writeJson } from '../../electron/core/export/write-json.ts'
import { writeJsonLines } from '../../electron/core/export/write-json-lines.ts'
import { exportSourceOf, reportOf, storedRange, textsOf } from '../support/export-kit.ts'
import { plainReport } from '../support/fake-reports.ts'

const madeMs = Date.parse('2026-11-21T01:00:00Z')
const passport =
  'Orders,false,UTC,UTC,2026-11-20,2026-11-20,2026-11-24T09:00:00+00:00,hours=1 apis=1 statuses=1 users=1,,2026-11-24T09:00:00+00:00,tallyscope 1.2.3'

describe('CSV of a range', () => {
  it('begins with the mark of UTF-8 and names its columns, the passport at the end of every row', async () => {
    const source = exportSourceOf([reportOf('2026-11-20', ['/b', '=1+1'])])
    const texts = await textsOf(writeCsv, await storedRange(source, '2026-11-20', '2026-11-20'))
    expect([...texts.keys()]).toEqual(['days', 'endpoints', 'statuses', 'hours', 'users'])
    expect(texts.get('endpoints')).toBe(
      [
        '\uFEFFdate,endpoint,calls,share,source,sample,zone,buckets,from,to,read_at,explained,issues,exported_at,app',
        `2026-11-20,/b,2,${2 / 3},${passport}`,
        `2026-11-20,'=1+1,1,${1 / 3},${passport}`,
        '',
      ].join('\r\n'),
    )
    expect(texts.get('hours')!.split('\r\n')[13]).toBe(
      `2026-11-20,2026-11-20T12:00:00+00:00,60,3,${passport}`,
    )
  })

  it('takes another delimiter, and leaves the mark out where that is asked for', async () => {
    const source = exportSourceOf([reportOf('2026-11-20', ['a;b\t"c"'])])
    const range = await storedRange(source, '2026-11-20', '2026-11-20')
    const style = { withBom: false, language: 'zh' } as const
    const row = async (delimiter: 'semicolon' | 'tab'): Promise<string> => {
      const texts = await textsOf(writeCsv, range, { style: { ...style, delimiter } })
      expect(texts.get('users')!.startsWith('date')).toBe(true)
      return texts.get('users')!.split('\r\n')[1]!
    }
    expect((await row('semicolon')).startsWith('2026-11-20;"a;b\t""c""";1;1;Orders;')).toBe(true)
    expect((await row('tab')).startsWith('2026-11-20\t"a;b\t""c"""\t1\t1\tOrders\t')).toBe(true)
  })

  it('leaves unknown cells empty, and a table without rows out', async () => {
    const unknown = { ...plainReport('UTC', '2026-11-20', madeMs), api_breakdown: null, status_breakdown: {} }
    const source = exportSourceOf([unknown])
    const texts = await textsOf(writeCsv, await storedRange(source, '2026-11-20', '2026-11-20'))
    expect([...texts.keys()]).toEqual(['days', 'endpoints', 'users'])
    expect(texts.get('endpoints')!.split('\r\n')[1]).toMatch(/^2026-11-20,,,,Orders,/)
    expect(texts.get('days')!.split('\r\n')[1]).toMatch(
      /^2026-11-20,100,false,0.75,,,,,50,1,,,1,0.5,1,,Orders,/,
    )
  })

  it('is read one report at a time, and ends where it is told to', async () => {
    const dates = ['2026-11-20', '2026-11-21', '2026-11-22']
    const source = exportSourceOf(dates.map((date) => reportOf(date, ['/a'])))
    const range = await storedRange(source, dates[0]!, dates[2]!)
    let steps = 0
    const next = (): Promise<void> => {
      steps += 1
      return steps === 2 ? Promise.reject(new Error('enough')) : Promise.resolve()
    }
    await expect(textsOf(writeCsv, range, { next })).rejects.toThrow('enough')
    expect(steps).toBe(2)
  })
})

describe('JSON of a range', () => {
  it('has the stored reports as they are, names like __proto__ too', async () => {
    const reports = [reportOf('2026-11-20', ['__proto__', '2', '天气', '']), reportOf('2026-11-22', ['/a'])]
    const source = exportSourceOf(reports)
    const range = await storedRange(source, '2026-11-20', '2026-11-22')
    const stored = reports.map((report) => JSON.parse(JSON.stringify(report)) as object)
    const json = (await textsOf(writeJson, range)).get('')!
    expect(JSON.parse(json)).toEqual({
      passport: range.passport,
      missing: ['2026-11-21'],
      reports: stored,
    })
    expect(json).toContain('"__proto__":4')
    const lines = (await textsOf(writeJsonLines, range)).get('')!
    expect(
      lines
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(stored.map((report) => ({ ...report, passport: range.passport })))
  })

  it('has the revisions of the moment at which it began, whatever is made anew meanwhile', async () => {
    const source = exportSourceOf([reportOf('2026-11-20', ['/a'])])
    const range = await storedRange(source, '2026-11-20', '2026-11-20')
    const anew = reportOf('2026-11-20', ['/a', '/b'])
    source.archive.addRevision({ zone: 'UTC', date: '2026-11-20', dueMs: 0 }, anew)
    const text = (await textsOf(writeJsonLines, range)).get('')!
    expect((JSON.parse(text) as { total_calls: number }).total_calls).toBe(1)
    const after = await storedRange(source, '2026-11-20', '2026-11-20')
    expect([...after.reports()].map(({ total_calls: calls }) => calls)).toEqual([3])
  })
})
