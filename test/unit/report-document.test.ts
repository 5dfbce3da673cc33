import { describe, expect, it } from 'vitest'
import { reportDocument, type ReportFacts } from '../../shared/report-document.ts'
import { defaultStatusLists } from '../../shared/success.ts'

const startMs = Date.parse('2026-11-22T00:00:00Z')
const making = {
  statusLists: defaultStatusLists,
  generatedAtMs: Date.parse('2026-11-23T01:00:04.112Z'),
  generator: 'tallyscope 1.2.3',
}

function hours(calls: (number | null)[], minutes = 60): ReportFacts['hours'] {
  return calls.map((one, i) => ({ startMs: startMs + i * 3_600_000, minutes, calls: one }))
}

/** A day of 100 calls in its first two hours. */
function facts(more: Partial<ReportFacts> = {}): ReportFacts {
  return {
    zone: 'UTC',
    date: '2026-11-22',
    isDayBucket: true,
    total: 100,
    approximate: false,
    hours: hours([60, 40, ...Array<number>(22).fill(0)]),
    endpoints: [
      ['/b', 30],
      ['/a', 70],
      ['/never', 0],
    ],
    statuses: [
      ['error', 4],
      ['success', 96],
    ],
    areStatusesWhole: true,
    previousDay: 80,
    previousWeek: 200,
    issues: [],
    ...more,
  }
}

const report = (more: Partial<ReportFacts> = {}) => reportDocument(facts(more), making)
const codes = (more: Partial<ReportFacts> = {}): string[] =>
  report(more).quality.issues.map(({ code }) => code)

describe('the document of a day', () => {
  it('holds every figure under the name that readers of stored reports know', () => {
    expect(JSON.parse(JSON.stringify(report()))).toEqual({
      date: '2026-11-22',
      total_calls: 100,
      api_breakdown: { '/a': 70, '/b': 30 },
      success_rate: 0.96,
      schema: 1,
      zone: 'UTC',
      approximate: false,
      status_breakdown: { success: 96, error: 4 },
      status_lists: {
        success: ['success', 'ok', '2xx', '3xx'],
        error: ['error', 'fail', 'failed', 'failure', 'timeout', 'exception', '4xx', '5xx'],
      },
      hourly: [60, 40, ...Array<number>(22).fill(0)].map((calls, hour) => ({
        start: `2026-11-22T${String(hour).padStart(2, '0')}:00:00.000Z`,
        minutes: 60,
        calls,
      })),
      peak_hour: { start: '2026-11-22T00:00:00.000Z', calls: 60 },
      active_users: null,
      new_users: null,
      top_users: null,
      previous_day: { total_calls: 80, change: 0.25 },
      previous_week: { total_calls: 200, change: -0.5 },
      quality: {
        hours: 1,
        apis: 1,
        statuses: 1,
        users: null,
        issues: [{ code: 'users_not_counted', message: expect.stringMatching(/census/) as unknown }],
      },
      generated_at: '2026-11-23T01:00:04.112Z',
      generator: 'tallyscope 1.2.3',
    })
  })

  it('puts the most called first, ties in code point order, and leaves out what was not called', () => {
    const endpoints: [string, number][] = [
      ['\u{1f600}', 5],
      ['\uffff', 5],
      ['b', 5],
      ['B', 5],
      ['z', 9],
      ['q', 0],
    ]
    expect(Object.keys(report({ endpoints }).api_breakdown!)).toEqual(['z', 'B', 'b', '\uffff', '\u{1f600}'])
  })

  it('keeps names that objects treat in a way of their own', () => {
    const endpoints: [string, number][] = [
      ['__proto__', 60],
      ['constructor', 20],
      ['10', 15],
      ['', 5],
    ]
    const { api_breakdown } = JSON.parse(JSON.stringify(report({ endpoints }))) as { api_breakdown: object }
    expect(new Map(Object.entries(api_breakdown))).toEqual(new Map(endpoints))
  })

  it('takes the earliest of equal hours for the peak, and full hours alone', () => {
    const cut = [{ startMs: startMs - 1_800_000, minutes: 30, calls: 90 }, ...hours([1, 7, 7, null])]
    expect(report({ hours: cut }).peak_hour).toEqual({ start: '2026-11-22T01:00:00.000Z', calls: 7 })
    expect(report({ hours: hours([null, null]) }).peak_hour).toBeNull()
    expect(report({ hours: hours([20, 40], 30) }).peak_hour).toBeNull()
  })

  it('compares with nothing where the earlier day is unknown, without a change where it was empty', () => {
    const { previous_day, previous_week } = report({ previousDay: null, previousWeek: 0 })
    expect(previous_day).toBeNull()
    expect(previous_week).toEqual({ total_calls: 0, change: null })
  })
})

describe('breakdowns of a day', () => {
  it('are null where nothing of a day with calls is known, and empty where it had none', () => {
    const unknown = report({ endpoints: [], statuses: [], hours: hours([null]) })
    expect(unknown).toMatchObject({ api_breakdown: null, status_breakdown: null, success_rate: null })
    expect(unknown.quality).toMatchObject({ hours: null, apis: null, statuses: null, users: null })
    const empty = report({ total: 0, endpoints: [], statuses: [], hours: hours([0]) })
    expect(empty).toMatchObject({ total_calls: 0, success_rate: null })
    expect(Object.keys(empty.api_breakdown!)).toEqual([])
    expect(Object.keys(empty.status_breakdown!)).toEqual([])
    expect(empty.quality).toMatchObject({ hours: null, apis: null, statuses: null })
  })

  it('say in the quality what they add up to, more than all too', () => {
    const { quality } = report({
      hours: hours([60, null]),
      endpoints: [['/a', 125]],
      statuses: [['ok', 50]],
    })
    expect(quality).toMatchObject({ hours: 0.6, apis: 1.25, statuses: 0.5, users: null })
  })

  it('give no rate where calls have no status', () => {
    expect(report({ statuses: [['ok', 50]], areStatusesWhole: false })).toMatchObject({
      success_rate: null,
      status_breakdown: { ok: 50 },
    })
  })

  it('are classed by the lists of the connection, which the document names', () => {
    const statusLists = { success: ['fine'], error: ['success'] }
    const made = reportDocument(
      facts({
        statuses: [
          ['FINE', 25],
          ['success', 75],
        ],
      }),
      { ...making, statusLists },
    )
    expect(made.success_rate).toBe(0.25)
    expect(made.status_lists).toEqual(statusLists)
  })
})

describe('the issues of a day', () => {
  it('name what does not add up', () => {
    expect(codes()).toEqual(['users_not_counted'])
    expect(codes({ hours: hours([60, null]) })).toContain('hours_unknown')
    expect(codes({ hours: hours([60, 41]) })).toContain('sums_differ')
    expect(codes({ endpoints: [['/a', 99]] })).toContain('unexplained')
    expect(codes({ endpoints: [['/a', 101]] })).toContain('lost_counts')
    expect(codes({ statuses: [['ok', 99]] })).toContain('unexplained_statuses')
    expect(codes({ statuses: [['ok', 101]] })).toContain('lost_counts')
  })

  it('name unclassified statuses above 1%', () => {
    const of = (unclassified: number): string[] =>
      codes({
        statuses: [
          ['ok', 100 - unclassified],
          ['cached', unclassified],
        ],
      })
    expect(of(1)).not.toContain('unclassified')
    expect(of(2)).toContain('unclassified')
  })

  it('say of an approximate day why its parts need not add up', () => {
    const approximate = codes({ approximate: true, hours: hours([null, 40]), endpoints: [['/a', 101]] })
    expect(approximate).toEqual(['approximate', 'users_not_counted'])
  })

  it('say outside days of the services why statuses and users are unknown', () => {
    expect(codes({ isDayBucket: false, statuses: null })).toEqual(['statuses_by_utc_day', 'users_by_utc_day'])
  })

  it('end with those of the source, without what is for the page alone', () => {
    const issue = {
      code: 'wrong_type',
      message: 'A key.',
      key: 'stats:x',
      params: { key: 'stats:x' },
    } as const
    expect(report({ issues: [issue] }).quality.issues.at(-1)).toEqual({
      code: 'wrong_type',
      message: 'A key.',
      key: 'stats:x',
    })
  })
})
