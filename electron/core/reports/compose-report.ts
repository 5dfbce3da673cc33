import type { DailyReport } from '../../../shared/daily-report.ts'
import { dayFigure } from '../../../shared/span.ts'
import type { StatusLists } from '../../../shared/success.ts'
import { isoInstant, type Zone } from '../../../shared/time.ts'
import type { Parts } from '../stats/parts.ts'
import type { Composed } from './report-world.ts'

/** Works out the report of a closed day from its total. */
export async function composeReport(
  { reader }: Parts,
  { zone, date, statusLists }: { zone: Zone; date: string; statusLists: StatusLists },
): Promise<Composed> {
  const day = zone.day(date)
  const total = await reader.answer((counters) => dayFigure(counters, 'total', day))
  if (total.value === null) return { kind: 'skip', why: total.why === 'not_counted_yet' ? total.why : 'lost' }
  const report: DailyReport = {
    date,
    total_calls: total.value,
    api_breakdown: null,
    success_rate: null,
    schema: 1,
    zone: zone.id,
    approximate: total.approximate,
    status_breakdown: null,
    status_lists: statusLists,
    hourly: [],
    peak_hour: null,
    active_users: null,
    new_users: null,
    top_users: null,
    previous_day: null,
    previous_week: null,
    quality: { hours: null, apis: null, statuses: null, users: null, issues: [] },
    generated_at: isoInstant(reader.nowMs()),
    generator: 'tallyscope',
  }
  return { kind: 'report', report }
}
