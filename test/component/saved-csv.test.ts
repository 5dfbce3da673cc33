import { describe, expect, test } from 'vitest'
import { figurePairs } from '../../renderer/composables/report-figures.ts'
import {
  endpointsCsv,
  figuresCsv,
  ofReport,
  reportCsv,
  reportHoursCsv,
} from '../../renderer/composables/report-csv.ts'
import { reportHours } from '../../renderer/composables/report-hours.ts'
import { reportItems } from '../../renderer/composables/report-items.ts'
import {
  foreignCsv,
  periodDaysCsv,
  periodsCsv,
  reportDaysCsv,
  runsCsv,
} from '../../renderer/composables/report-list-csv.ts'
import { endpointUsageCsv } from '../../renderer/composables/usage-csv.ts'
import { doneDay, failedDay, head, makeReport, weekBefore } from '../support/report-fixture.ts'
import {
  makeForeign,
  makePeriod,
  makePeriodDay,
  makePeriods,
  makeRun,
} from '../support/report-period-fixture.ts'
import { makeEndpointUsage } from '../support/usage-fixture.ts'

const lines = (csv: string): string[] => csv.trimEnd().split('\r\n')
const report = makeReport()
const of = 'Production,false,UTC,2026-11-23T01:00:04+00:00'

describe('the CSV of a report', () => {
  test('has its statuses and users with unrounded shares', () => {
    expect(lines(reportCsv('statuses', report, head))).toEqual([
      'date,status,calls,share,source,sample,zone,read_at',
      `2026-11-22,success,14824,${14_824 / 15_234},${of}`,
      `2026-11-22,error,410,${410 / 15_234},${of}`,
    ])
    expect(lines(reportCsv('users', report, head))[1]).toBe(`2026-11-22,42,991,${991 / 15_234},${of}`)
  })

  test('has its hours, and the same hours of another day beside them', () => {
    expect(lines(reportHoursCsv(report, head, null))[14]).toBe(
      `2026-11-22,2026-11-22T13:00:00+00:00,60,1434,${of}`,
    )
    const beside = { other: weekBefore, hours: reportHours(report, weekBefore) }
    const rows = lines(reportHoursCsv(report, head, beside))
    expect(rows[0]).toBe('date,start,minutes,calls,compared_date,compared_calls,source,sample,zone,read_at')
    expect(rows[14]).toBe(`2026-11-22,2026-11-22T13:00:00+00:00,60,1434,2026-11-15,1434,${of}`)
  })

  test('has its endpoints beside those of another day, and no formula', () => {
    const named = makeReport({ api_breakdown: { '=1+1': 9_000, '/api/news': 6_234 } })
    const rows = lines(endpointsCsv(reportItems(named, null), ofReport(named, head)))
    expect(rows[1]).toBe(`'=1+1,9000,9000,${9_000 / 15_234},,,${of}`)
    const [weather] = reportItems(report, weekBefore)
    expect(lines(endpointsCsv([weather!], ofReport(report, head)))[1]).toBe(
      `/api/weather,9000,9000,${9_000 / 15_234},8000,${9_000 / 8_000 - 1},${of}`,
    )
  })

  test('has the figures of two days side by side, unknown empty', () => {
    const pairs = figurePairs(weekBefore, report, report.status_lists)
    const rows = lines(figuresCsv(pairs, { was: weekBefore, now: report }, head))
    expect(rows[1]).toBe(`calls,15234,16100,2026-11-15,2026-11-22,${of}`)
    expect(rows.find((row) => row.startsWith('users,'))).toBe(`users,812,,2026-11-15,2026-11-22,${of}`)
  })
})

describe('the CSV of lists of reports', () => {
  test('has every day, with empty figures where there is no report', () => {
    const rows = lines(reportDaysCsv([doneDay('2026-11-22'), failedDay('2026-11-23')], 'UTC', head))
    expect(rows[1]).toMatch(
      /^2026-11-22,done,15234,0\.088,-0\.054,0\.97308,812,false,0,1,.*,Production,false,UTC$/,
    )
    expect(rows[2]).toBe('2026-11-23,failed,,,,,,,,,,,Production,false,UTC')
  })

  test('has weeks, a lower bound beside a sum that is unknown', () => {
    const rows = lines(periodsCsv(makePeriods()))
    expect(rows[1]).toBe('2026-11-23,2026-11-29,90,90,-0.1,true,1,7,false,week,Production,false,UTC')
    expect(rows[3]).toBe('2026-11-09,2026-11-15,,500,,false,5,7,true,week,Production,false,UTC')
  })

  test('has the days of a week, unknown empty', () => {
    const gap = makePeriodDay('2026-11-16', {
      calls: null,
      successRate: null,
      activeUsers: null,
      previous: null,
    })
    expect(lines(periodDaysCsv(makePeriod({ days: [gap] })))[1]).toBe(
      '2026-11-16,true,,false,,,,Production,false,UTC,2026-11-16,2026-11-22',
    )
  })

  test('has what ran, as the app keeps it', () => {
    const run = makeRun({ startedAt: '2026-11-24T01:00:00.000Z', tookMs: 1_234, message: '@evil, "said"' })
    const [names, row] = lines(runsCsv({ ...head, items: [run], next: null }, 'Asia/Shanghai'))
    expect(names).toBe('started_at,kind,by,outcome,took_ms,date,count,times,code,message,source,sample,zone')
    expect(row!.startsWith('2026-11-24T09:00:00+08:00,')).toBe(true)
    expect(row).toContain(',1234,')
    expect(row!.endsWith(`,"'@evil, ""said""",Production,false,Asia/Shanghai`)).toBe(true)
  })

  test('has reports of others beside the calls of our own', () => {
    const one = makeForeign({ date: '2026-11-22', totalCalls: null, generator: '-2+3' })
    const [names, row] = lines(foreignCsv([one], new Map([['2026-11-22', 15_234]]), head))
    const cells = new Map(names!.split(',').map((name, i) => [name, row!.split(',')[i]]))
    expect(cells.get('calls')).toBe('')
    expect(cells.get('our_calls')).toBe('15234')
    expect(cells.get('generator')).toBe("'-2+3")
  })
})

test('the CSV of one endpoint has its points with all calls beside them', () => {
  const rows = lines(endpointUsageCsv(makeEndpointUsage('/api/weather')))
  const tail = '/api/weather,day,Production,false,UTC,2026-11-24T07:21:04+00:00'
  expect(rows[3]).toBe(`2026-11-20T00:00:00+00:00,,40000,,false,false,unconfirmed,${tail}`)
  expect(rows[5]).toBe(`2026-11-22T00:00:00+00:00,12345,40000,${12_345 / 40_000},false,false,,${tail}`)
  expect(rows).toHaveLength(8)
})
