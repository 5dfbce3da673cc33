import { expect, test } from 'vitest'
import { scheduledReports } from '../../electron/core/reports/scheduled-reports.ts'
import { AppError } from '../../shared/errors.ts'

const source = { id: 'a', name: 'Production' }
const none = { made: [], adopted: [], skipped: [], failed: [] }
const failed = (date: string, attempts: number) => ({
  date,
  attempts,
  error: new AppError('timeout', 'No answer.'),
})

test('reports that the schedule made or took are news, in the order of their days', () => {
  expect(scheduledReports(source, { ...none, made: ['2026-11-26'], adopted: ['2026-11-25'] })).toEqual({
    connection: 'a',
    source: 'Production',
    made: ['2026-11-25', '2026-11-26'],
    failed: [],
  })
})

test('a day that fails is news the first time and not at each try after', () => {
  expect(
    scheduledReports(source, { ...none, failed: [failed('2026-11-25', 1), failed('2026-11-26', 2)] }),
  ).toMatchObject({ failed: [{ date: '2026-11-25', code: 'timeout', message: 'No answer.' }] })
  expect(scheduledReports(source, { ...none, failed: [failed('2026-11-26', 2)] })).toBeNull()
})

test('days that get no report are no news', () => {
  expect(scheduledReports(source, { ...none, skipped: [{ date: '2026-11-26', why: 'lost' }] })).toBeNull()
})
