import type { DailyReport } from './daily-report.ts'
import type { ExportPassport } from './exports.ts'

const dimensions = ['hours', 'apis', 'statuses', 'users'] as const
type Gathered = 'days' | 'readFrom' | 'readTo' | 'coverage' | 'issues'

/** What the files of a range say of themselves, gathered from one report after the other. */
export interface PassportGatherer {
  add(report: DailyReport): void
  /** Of the reports so far; the rest is known without them. */
  passport(about: Omit<ExportPassport, Gathered>): ExportPassport
}

export function gatherPassport(): PassportGatherer {
  let days = 0
  let calls = 0
  let readFrom: string | null = null
  let readTo: string | null = null
  const explained = new Map<(typeof dimensions)[number], number>()
  const issueDays = new Map<string, number>()

  return {
    add({ total_calls: total, quality, generated_at: madeAt }) {
      days += 1
      calls += total
      if (readFrom === null || madeAt < readFrom) readFrom = madeAt
      if (readTo === null || madeAt > readTo) readTo = madeAt
      for (const dimension of dimensions) {
        const share = quality[dimension]
        // The share was taken of a whole number of calls.
        if (share !== null)
          explained.set(dimension, (explained.get(dimension) ?? 0) + Math.round(share * total))
      }
      for (const code of new Set(quality.issues.map((issue) => issue.code)))
        issueDays.set(code, (issueDays.get(code) ?? 0) + 1)
    },
    passport(about) {
      const share = (dimension: (typeof dimensions)[number]): number | null => {
        const sum = explained.get(dimension)
        return sum === undefined || calls === 0 ? null : sum / calls
      }
      return {
        ...about,
        days,
        readFrom,
        readTo,
        coverage: {
          hours: share('hours'),
          apis: share('apis'),
          statuses: share('statuses'),
          users: share('users'),
        },
        issues: [...issueDays]
          .map(([code, daysOf]) => ({ code, days: daysOf }))
          .sort((a, b) => b.days - a.days || (a.code < b.code ? -1 : 1)),
      }
    },
  }
}
