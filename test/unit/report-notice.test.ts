import { expect, test } from 'vitest'
import { reportNotice } from '../../electron/report-notice.ts'
import type { ScheduledReports } from '../../shared/reports.ts'

const ended = (made: string[], failed: string[] = []): ScheduledReports => ({
  connection: 'a',
  source: 'Production',
  made,
  failed: failed.map((date) => ({ date, code: 'timeout', message: 'No answer.' })),
})

test('one report is named by its day, and a click leads to it', () => {
  expect(reportNotice(ended(['2026-11-26']), 'en')).toEqual({
    title: 'The report of Thu 26 Nov is ready',
    body: 'Production',
    path: '/reports?date=2026-11-26',
  })
  expect(reportNotice(ended(['2026-11-26']), 'zh').title).toBe('11月26日周四 的日报已生成')
})

test('a catch-up of many days is one notification', () => {
  const dates = Array.from({ length: 30 }, (_, i) => `2026-11-${String(i + 1).padStart(2, '0')}`)
  const notice = reportNotice(ended(dates), 'en')
  expect(notice.title).toBe('30 reports are ready')
  expect(notice.body).toMatch(/^Production · .*1 Nov.*30 Nov$/)
  expect(notice.path).toBe('/reports')
  expect(reportNotice(ended(dates), 'zh').title).toBe('已生成 30 份日报')
})

test('what failed is said beside what is ready, and that it is tried again', () => {
  expect(reportNotice(ended([], ['2026-11-26']), 'en')).toEqual({
    title: 'The report of Thu 26 Nov could not be made',
    body: 'Production · It is tried again by itself.',
    path: '/reports?date=2026-11-26',
  })
  const { title, body } = reportNotice(ended(['2026-11-24'], ['2026-11-25', '2026-11-26']), 'en')
  expect(title).toBe('The report of Tue 24 Nov is ready · 2 reports could not be made')
  expect(body).toMatch(/It is tried again by itself\.$/)
})
