import * as v from 'valibot'
import type { DailyReport } from './daily-report.ts'
import type { IssueCode } from './figures.ts'
import { isIssueCode } from './severity.ts'
import { defaultStatusLists } from './success.ts'
import type { LocalDay } from './time.ts'

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const share = v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0)))
const instant = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((text) => !Number.isNaN(Date.parse(text))),
)
const name = v.pipe(v.string(), v.maxLength(400_000))
const statuses = v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(200))

/** Names are data: the library's own record leaves out those that objects have a meaning for. */
const breakdown = v.nullable(
  v.custom<Record<string, number>>(
    (input) =>
      typeof input === 'object' &&
      input !== null &&
      !Array.isArray(input) &&
      Object.values(input).every((calls) => v.is(count, calls)),
    'Expected calls by name',
  ),
)
const comparison = v.nullable(
  v.object({ total_calls: count, change: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(-1))) }),
)

/** An issue of a newer version is known by its sentence alone. */
const issue = v.object({
  code: v.pipe(
    v.string(),
    v.transform((code): IssueCode => (isIssueCode(code) ? code : 'incomplete')),
  ),
  message: v.pipe(v.string(), v.maxLength(10_000)),
  key: v.optional(name),
})

/**
 * What the stored report of a day must hold before it is believed: the document of section 6. Fields that are not known are left
 * out, since later versions may add some.
 */
export function reportDocumentSchema(day: LocalDay, zone: string): v.GenericSchema<unknown, DailyReport> {
  const within = v.check((start: string) => {
    const ms = Date.parse(start)
    return ms >= day.startMs && ms < day.endMs
  }, 'Expected an hour of that day')
  return v.object({
    date: v.literal(day.date),
    total_calls: count,
    api_breakdown: breakdown,
    success_rate: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
    schema: v.literal(1),
    zone: v.literal(zone),
    approximate: v.boolean(),
    status_breakdown: breakdown,
    status_lists: v.optional(v.object({ success: statuses, error: statuses }), () => ({
      success: [...defaultStatusLists.success],
      error: [...defaultStatusLists.error],
    })),
    hourly: v.pipe(
      v.array(
        v.object({
          start: v.pipe(instant, within),
          minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)),
          calls: v.nullable(count),
        }),
      ),
      v.maxLength(50),
      v.check(
        (hours) =>
          hours.every(({ start }, i) => i === 0 || Date.parse(start) > Date.parse(hours[i - 1]!.start)),
        'Expected the hours in order',
      ),
    ),
    peak_hour: v.nullable(v.object({ start: v.pipe(instant, within), calls: count })),
    active_users: v.nullable(count),
    new_users: v.nullable(count),
    top_users: v.nullable(v.pipe(v.array(v.object({ user: name, calls: count })), v.maxLength(20))),
    previous_day: comparison,
    previous_week: comparison,
    quality: v.object({
      hours: share,
      apis: share,
      statuses: share,
      users: share,
      issues: v.pipe(v.array(issue), v.maxLength(1_000)),
    }),
    generated_at: instant,
    generator: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  }) as unknown as v.GenericSchema<unknown, DailyReport>
}
