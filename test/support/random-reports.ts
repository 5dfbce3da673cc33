import type { DailyReport } from '../../shared/daily-report.ts'
import { defaultStatusLists } from '../../shared/success.ts'
import { createZone } from '../../shared/time.ts'
import { randomOf } from './random.ts'

/** Zones with half hours, clock changes and a day that was left out. */
const zones = [
  'UTC',
  'Asia/Shanghai',
  'Asia/Kathmandu',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
]
const firstDays = ['2026-10-30', '2026-03-06', '2026-04-03', '2026-09-25', '2011-12-28', '2028-02-27']
const oddNames = [
  '',
  ' lead',
  'trail ',
  'two  spaces',
  'a\tb',
  'line\nbreak',
  'cr\rlf\r\nend',
  '天气/接口',
  '微服务·用户😀',
  '=1+1',
  '@SUM(A1)',
  '-2',
  '＝1',
  '"quoted"',
  'a,b;c\td',
  '__proto__',
  '1/2',
  '2026-01-01',
  '007',
  '1e5',
  'TRUE',
  '12345678901234567890',
  '_x0041_',
  'bell\u0007',
  "'apostrophe",
  '<b>&amp;',
  ']]>',
  '\uffff',
  '\ufeffmark',
]

/** The reports of a random range, spelled out by a seed: days that lack, parts that are unknown, days without calls, odd names. */
export function randomReports(seed: string): DailyReport[] {
  const random = randomOf(seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!
  const maybe = <T>(make: () => T): T | null => (random() < 0.2 ? null : make())
  const calls = (): number =>
    pick([0, 1, below(1_000), below(1e9), 2 ** 53 - 1 - below(100), 1e15 - below(2)])
  const share = (): number => pick([0, 1, random(), random() * 1e-7, 1 + random()])
  const zone = createZone(pick(zones))
  const breakdown = (limit: number): Record<string, number> => {
    const names = Array.from({ length: 1 + below(limit) }, () =>
      random() < 0.5 ? pick(oddNames) : `/api/${below(50)}`,
    )
    const made = Object.create(null) as Record<string, number>
    for (const name of names) made[name] = 1 + below(5)
    return made
  }
  const reports: DailyReport[] = []
  let day = zone.day(pick(firstDays))
  for (let i = 1 + below(8); i > 0; i -= 1) {
    const total = calls()
    const hours = hoursOf(day.startMs, day.endMs)
    reports.push({
      date: day.date,
      total_calls: total,
      api_breakdown: maybe(() => (total === 0 ? {} : breakdown(40))),
      success_rate: maybe(share),
      schema: 1,
      zone: zone.id,
      approximate: random() < 0.3,
      status_breakdown: maybe(() => (total === 0 ? {} : breakdown(6))),
      status_lists: defaultStatusLists,
      hourly: hours.map((hour) => ({ ...hour, calls: maybe(calls) })),
      peak_hour: maybe(() => ({ start: pick(hours).start, calls: calls() })),
      active_users: maybe(calls),
      new_users: maybe(calls),
      top_users: maybe(() => Object.entries(breakdown(20)).map(([user, of]) => ({ user, calls: of }))),
      previous_day: maybe(() => ({ total_calls: calls(), change: maybe(() => share() - 0.5) })),
      previous_week: maybe(() => ({ total_calls: calls(), change: maybe(() => share() - 0.5) })),
      quality: {
        hours: maybe(share),
        apis: maybe(share),
        statuses: maybe(share),
        users: maybe(share),
        issues: random() < 0.3 ? [{ code: 'unexplained', message: 'Some calls belong to no endpoint.' }] : [],
      },
      generated_at: `2028-03-10T0${below(10)}:00:04.112Z`,
      generator: 'tallyscope 0.1.0',
    })
    for (let skipped = random() < 0.2 ? 2 : 1; skipped > 0; skipped -= 1) day = zone.dayAt(day.endMs)
  }
  return reports
}

/** The hours of a day, cut at its edges. */
function hoursOf(startMs: number, endMs: number): { start: string; minutes: number }[] {
  const hours: { start: string; minutes: number }[] = []
  for (let at = startMs; at < endMs;) {
    const end = Math.min(endMs, (Math.floor(at / 3_600_000) + 1) * 3_600_000)
    hours.push({ start: new Date(at).toISOString(), minutes: (end - at) / 60_000 })
    at = end
  }
  return hours
}
