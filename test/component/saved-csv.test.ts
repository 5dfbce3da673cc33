import { describe, expect, test } from 'vitest'
import { figurePairs } from '../../renderer/composables/report-figures.ts'
import { hotApisTable, hoursTable, rateTable } from '../../renderer/composables/overview-tables.ts'
import {
  endpointsTable,
  figuresTable,
  ofReport,
  reportTable,
  reportHoursTable,
} from '../../renderer/composables/report-tables.ts'
import { reportHours } from '../../renderer/composables/report-hours.ts'
import { reportItems } from '../../renderer/composables/report-items.ts'
import {
  foreignTable,
  periodDaysTable,
  periodsTable,
  reportDaysTable,
  runsTable,
} from '../../renderer/composables/report-list-tables.ts'
import { savedCsv, type SavedTable } from '../../renderer/composables/saved-csv.ts'
import { endpointUsageTable, usageTable } from '../../renderer/composables/usage-tables.ts'
import {
  quietUsersTable,
  retentionTable,
  topUsersTable,
  usersTable,
} from '../../renderer/composables/users-tables.ts'
import { makeOverview } from '../support/overview-fixture.ts'
import { doneDay, failedDay, head, makeReport, weekBefore } from '../support/report-fixture.ts'
import {
  makeForeign,
  makePeriod,
  makePeriodDay,
  makePeriods,
  makeRun,
} from '../support/report-period-fixture.ts'
import { makeRetention, makeTopUsers, makeUsers } from '../support/users-fixture.ts'
import { savedLines, savedTail } from '../support/saved-lines.ts'
import { makeEndpointUsage, makeUsage } from '../support/usage-fixture.ts'

const report = makeReport()
const passport = 'source,sample,zone,buckets,from,to,as_of,saved_at,app'
const of = savedTail('2026-11-23T01:00:04+00:00')

describe('the CSV of a report', () => {
  test('has its statuses and users with unrounded shares', () => {
    expect(savedLines(reportTable('statuses', report, head))).toEqual([
      `date,status,calls,share,${passport}`,
      `2026-11-22,success,14824,${14_824 / 15_234},${of}`,
      `2026-11-22,error,410,${410 / 15_234},${of}`,
    ])
    expect(savedLines(reportTable('users', report, head))[1]).toBe(`2026-11-22,42,991,${991 / 15_234},${of}`)
  })

  test('has its hours, and the same hours of another day beside them', () => {
    expect(savedLines(reportHoursTable(report, head, null))[14]).toBe(
      `2026-11-22,2026-11-22T13:00:00+00:00,60,1434,${of}`,
    )
    const beside = { other: weekBefore, hours: reportHours(report, weekBefore) }
    const rows = savedLines(reportHoursTable(report, head, beside))
    expect(rows[0]).toBe(`date,start,minutes,calls,compared_date,compared_calls,${passport}`)
    expect(rows[14]).toBe(`2026-11-22,2026-11-22T13:00:00+00:00,60,1434,2026-11-15,1434,${of}`)
  })

  test('has its endpoints beside those of another day, and no formula', () => {
    const named = makeReport({ api_breakdown: { '=1+1': 9_000, '/api/news': 6_234 } })
    const rows = savedLines(endpointsTable(reportItems(named, null), ofReport(named, head)))
    expect(rows[1]).toBe(`'=1+1,9000,9000,${9_000 / 15_234},,,${of}`)
    const [weather] = reportItems(report, weekBefore)
    expect(savedLines(endpointsTable([weather!], ofReport(report, head)))[1]).toBe(
      `/api/weather,9000,9000,${9_000 / 15_234},8000,${9_000 / 8_000 - 1},${of}`,
    )
  })

  test('has the figures of two days side by side, unknown empty', () => {
    const pairs = figurePairs(weekBefore, report, report.status_lists)
    const rows = savedLines(figuresTable(pairs, { was: weekBefore, now: report }, head))
    expect(rows[1]).toBe(`calls,15234,16100,2026-11-15,${of}`)
    expect(rows.find((row) => row.startsWith('users,'))).toBe(`users,812,,2026-11-15,${of}`)
  })
})

describe('the CSV of lists of reports', () => {
  test('has every day, with empty figures where there is no report', () => {
    const rows = savedLines(reportDaysTable([doneDay('2026-11-22'), failedDay('2026-11-23')], 'UTC', head))
    expect(rows[1]).toMatch(
      /^2026-11-22,done,15234,0\.088,-0\.054,0\.97308,812,false,0,1,.*,Production,false,UTC,/,
    )
    expect(rows[2]).toBe(`2026-11-23,failed,,,,,,,,,,,${savedTail()}`)
  })

  test('has weeks, a lower bound beside a sum that is unknown', () => {
    const rows = savedLines(periodsTable(makePeriods()))
    expect(rows[1]).toBe(`2026-11-23,2026-11-29,90,90,-0.1,true,1,7,false,week,${savedTail()}`)
    expect(rows[3]).toBe(`2026-11-09,2026-11-15,,500,,false,5,7,true,week,${savedTail()}`)
  })

  test('has the days of a week, unknown empty', () => {
    const gap = makePeriodDay('2026-11-16', {
      calls: null,
      successRate: null,
      activeUsers: null,
      previous: null,
    })
    expect(savedLines(periodDaysTable(makePeriod({ days: [gap] })))[1]).toBe(
      `2026-11-16,true,,false,,,,${savedTail()}`,
    )
  })

  test('has what ran, as the app keeps it', () => {
    const run = makeRun({ startedAt: '2026-11-24T01:00:00.000Z', tookMs: 1_234, message: '@evil, "said"' })
    const [names, row] = savedLines(runsTable({ ...head, items: [run], next: null }, 'Asia/Shanghai'))
    expect(names).toBe(`started_at,kind,by,outcome,took_ms,date,count,times,code,message,${passport}`)
    expect(row!.startsWith('2026-11-24T09:00:00+08:00,')).toBe(true)
    expect(row).toContain(',1234,')
    expect(row).toContain(`,"'@evil, ""said""",Production,false,Asia/Shanghai,UTC+05:45,`)
    expect(row!.endsWith(',,2026-11-24T16:00:00+08:00,tallyscope 0.1.0')).toBe(true)
  })

  test('has reports of others beside the calls of our own', () => {
    const one = makeForeign({ date: '2026-11-22', totalCalls: null, generator: '-2+3' })
    const [names, row] = savedLines(
      foreignTable({ ...head, items: [one] }, new Map([['2026-11-22', 15_234]])),
    )
    const cells = new Map(names!.split(',').map((name, i) => [name, row!.split(',')[i]]))
    expect(cells.get('calls')).toBe('')
    expect(cells.get('our_calls')).toBe('15234')
    expect(cells.get('generator')).toBe("'-2+3")
    expect(row!.endsWith(savedTail())).toBe(true)
  })
})

test('the CSV of one endpoint has its points with all calls beside them', () => {
  const rows = savedLines(endpointUsageTable(makeEndpointUsage('/api/weather')))
  const tail = `/api/weather,day,${savedTail('2026-11-24T07:21:04+00:00')}`
  expect(rows[3]).toBe(`2026-11-20T00:00:00+00:00,,40000,,false,false,unconfirmed,${tail}`)
  expect(rows[5]).toBe(`2026-11-22T00:00:00+00:00,12345,40000,${12_345 / 40_000},false,false,,${tail}`)
  expect(rows).toHaveLength(8)
})

describe('every table that can be saved', () => {
  const overview = makeOverview()
  const users = makeTopUsers()
  const usage = makeUsage({ zone: 'UTC' })
  const named: [string, SavedTable][] = [
    ['the rate', rateTable(overview)],
    ['the hours', hoursTable(overview)],
    ['hot endpoints', hotApisTable(overview, overview.hotApis)],
    ['endpoints', usageTable(usage, usage.items)],
    ['users by day', usersTable(makeUsers())],
    ['top users', topUsersTable(users)],
    ['quiet users', quietUsersTable(users)],
    ['cohorts', retentionTable(makeRetention())],
    ['weeks', periodsTable(makePeriods())],
    ['reports of others', foreignTable({ ...head, items: [makeForeign({})] }, new Map())],
    ['a report', reportHoursTable(report, head, null)],
  ]

  test.each(named)('has the passport at the end, and no name twice: %s', (_what, table) => {
    const [names, row] = savedLines(table)
    expect(names!.endsWith(`,${passport}`)).toBe(true)
    const columns = names!.split(',')
    expect(new Set(columns).size).toBe(columns.length)
    expect(row).toMatch(/,Production,false,[\w/]+,UTC\+05:45,2026-11-01,2026-11-30,/)
    expect(row!.endsWith(',tallyscope 0.1.0')).toBe(true)
  })
})

test('what is not known of a file is empty, and an instant of its range has the distance from UTC', () => {
  const of = { source: 'Shop; north', sample: true, zone: 'Asia/Kathmandu' }
  const csv = savedCsv(
    { head: ['calls'], rows: [[null]], of },
    {
      range: { from: '2026-11-24T00:00:00.000Z', to: '2026-11-24' },
      savedAt: '2026-11-24T08:00:00.000Z',
      app: null,
      bucketOffsetMinutes: null,
      delimiter: ';',
    },
  )
  expect(csv).toBe(
    `calls;${passport.replaceAll(',', ';')}\r\n;"Shop; north";true;Asia/Kathmandu;;2026-11-24T05:45:00+05:45;2026-11-24;;2026-11-24T13:45:00+05:45;\r\n`,
  )
})
