import type { CalendarPeriod, PeriodKind } from './calendar-period.ts'
import type { AnswerHead } from './figures.ts'
import type { UserFigure } from './users.ts'

/** A sum over days: null where one of them is unknown, with what the others come to beside it. */
export interface PeriodSum {
  value: number | null
  atLeast: number
  approximate: boolean
}

/** A figure of a period: null where a day of it does not know its part, with that of the days that do. */
export interface PeriodFigure {
  value: number | null
  ofKnown: number | null
  knownDays: number
}

/** How many days of a period have a report. */
export interface PeriodCoverage {
  /** Days with a report. */
  known: number
  /** Days that are over. */
  closed: number
  /** All days of the period. */
  days: number
  /** Known days whose total is approximate. */
  approximate: number
}

/** A week or month at a glance. */
export interface PeriodSummary extends CalendarPeriod {
  /** Whether all its days are closed. */
  isOver: boolean
  coverage: PeriodCoverage
  total: PeriodSum
  /** Against as many days of the period before; the whole of both where it is over. */
  change: number | null
}

/** The newest weeks or months, newest first. */
export interface ReportPeriods extends AnswerHead {
  kind: PeriodKind
  zone: string
  items: PeriodSummary[]
  /** A date of the period before the oldest of these, where a report is that old; null else. */
  earlier: string | null
}

/** One day of a period; null where it has no report. */
export interface PeriodDay {
  date: string
  isClosed: boolean
  calls: number | null
  approximate: boolean
  /** By today's lists of statuses. */
  successRate: number | null
  activeUsers: number | null
  /** The calls of the day at the same place of the period before. */
  previous: number | null
}

export interface PeriodEndpoint {
  endpoint: string
  /** Null where a day of the period cannot tell its calls; `atLeast` is what the others come to. */
  calls: number | null
  atLeast: number
  share: number | null
  previous: number | null
  change: number | null
}

/** One week or month of reports, all figures from the archive. */
export interface ReportPeriod extends AnswerHead, PeriodSummary {
  kind: PeriodKind
  zone: string
  /** The first dates of the nearest periods that have a report. */
  previous: string | null
  next: string | null
  days: PeriodDay[]
  /** What it is compared with: as many days as are closed here, or the whole period where this one is over. */
  before: CalendarPeriod & { coverage: PeriodCoverage; total: PeriodSum; successRate: PeriodFigure }
  /** By today's lists of statuses. */
  successRate: PeriodFigure
  /** Of the known days; null where none knows its statuses. */
  errors: number | null
  unclassified: number | null
  /** Most calls first, ties in code point order; null where no day knows its endpoints. */
  endpoints: PeriodEndpoint[] | null
  /** Among the known days, the earliest on a tie; null with fewer than two. */
  bestDay: { date: string; calls: number } | null
  worstDay: { date: string; calls: number } | null
  /** Among the known days, the earliest on a tie. */
  peakHour: { start: string; calls: number } | null
  /** Active users of a day on average. Those of several days are never added up: a user may call on each. */
  dailyUsers: PeriodFigure
  /** Distinct users of the 7 days of a week, or of the 30 days that end with a month; null while it runs, and outside UTC. */
  activeUsers: { days: 7 | 30; users: UserFigure } | null
}
