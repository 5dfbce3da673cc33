import type { ExportTable } from '../exports.ts'

const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`

const tables: Record<ExportTable, string> = {
  days: 'Days',
  endpoints: 'Endpoints',
  statuses: 'Statuses',
  hours: 'Hours',
  users: 'Top users',
}

/** What documents of daily reports say in English. */
export const exportWords = {
  title: { day: 'Daily report', range: 'Daily reports' },
  sample: 'Sample data',
  sampleHint: 'These are not figures of a service: they are made up.',
  tables,
  days: {
    days: 'Days',
    'days-users': 'Users and peak hours of the days',
    'days-quality': 'Comparison and quality of the days',
  },
  sums: { endpoints: 'Endpoints of the range', statuses: 'Statuses of the range' },
  byDay: {
    endpoints: 'Endpoints by day',
    statuses: 'Statuses by day',
    hours: 'Hours',
    users: 'Top users by day',
  },
  columns: {
    date: 'Date',
    total_calls: 'Calls',
    approximate: 'Approximate',
    success_rate: 'Success',
    active_users: 'Active users',
    new_users: 'New users',
    peak_hour: 'Peak hour',
    peak_hour_calls: 'Calls in it',
    previous_day_calls: 'Day before',
    previous_day_change: 'vs day before',
    previous_week_calls: 'Week before',
    previous_week_change: 'vs week before',
    hours_explained: 'Hours explain',
    apis_explained: 'Endpoints explain',
    statuses_explained: 'Statuses explain',
    users_explained: 'Users explain',
    endpoint: 'Endpoint',
    status: 'Status',
    user: 'User',
    calls: 'Calls',
    share: 'Share',
    start: 'Start',
    minutes: 'Minutes',
    days: 'Days',
  },
  contents: 'Contents',
  colon: ': ',
  /** Between two sentences. */
  space: ' ',
  yes: 'yes',
  no: 'no',
  unknown: 'unknown',
  nameless: '(empty)',
  figures: {
    total: 'Calls',
    change: 'Against the day before',
    week: 'Against the week before',
    success: 'Success',
    users: 'Active users',
    meanUsers: 'Active users a day',
    peak: 'Peak hour',
    busiest: 'Busiest day',
  },
  notes: {
    atLeast: (known: number, of: number) => `at least: ${known} of ${of} days have a report`,
    ofKnown: (known: number, of: number) => `of ${known} of ${of} days; the others are unknown`,
    approximate: 'approximate',
    unclassified: (share: string) => `≈, ${share} unclassified`,
    errors: (n: string) => `${n} errors`,
    before: (calls: string) => `${calls} then`,
    noBefore: 'no figure to compare with',
    newUsers: (n: string) => `${n} new`,
    newUnknown: 'new ones unknown',
    usersUnknown: 'not counted',
    statusesUnknown: 'statuses are not known well enough',
    noHours: 'no hour is known',
    calls: (n: string) => `${n} calls`,
    days: (n: number) => count(n, 'day', 'days'),
    mean: (days: number) => `mean of ${count(days, 'day', 'days')}`,
  },
  emptyTable: 'No rows.',
  unknownTable: 'Unknown on this day.',
  leftOut: (n: number, calls: string | null) =>
    calls === null
      ? `${count(n, 'more row is', 'more rows are')} left out here. CSV, XLSX and JSON have all of them.`
      : `${count(n, 'more row', 'more rows')} with ${calls} calls together ${n === 1 ? 'is' : 'are'} left out here. CSV, XLSX and JSON have all of them.`,
  byDayLeftOut: (n: number) =>
    `${count(n, 'row', 'rows')} by day would be too many to read, so none is shown here. CSV, XLSX and JSON have all of them.`,
  openSums: (n: number) =>
    `On ${count(n, 'day', 'days')} not every call is explained by these: the sums are at least so many.`,
  unknownHint: '“—” means unknown, never zero.',
  pictures: {
    hours: 'Calls by hour',
    days: 'Calls by day',
    success: 'Success by day',
    peak: (time: string, calls: string) => `Most calls at ${time}: ${calls}.`,
    busiest: (date: string, calls: string) => `Most calls on ${date}: ${calls}.`,
    successRange: (least: string, date: string) => `The least success was ${least} on ${date}.`,
    gone: (n: number, unit: 'hours' | 'days') =>
      `${unit === 'hours' ? count(n, 'hour is', 'hours are') : count(n, 'day is', 'days are')} unknown.`,
    calls: 'Calls',
    rate: 'Success',
    none: 'Nothing is known.',
  },
  passport: {
    title: 'About this file',
    source: 'Source',
    sample: 'Data',
    real: 'counters of the source',
    range: 'Range',
    to: 'to',
    zone: 'Report zone',
    buckets: 'Counted in buckets of',
    days: 'Reports',
    daysOf: (known: number, of: number) => `${known} of ${count(of, 'closed day', 'closed days')}`,
    missing: 'Days without a report',
    none: 'none',
    read: 'Read',
    coverage: 'Share of calls explained',
    hours: 'hours',
    apis: 'endpoints',
    statuses: 'statuses',
    users: 'users',
    issues: 'Issues',
    issue: (what: string, days: number) => `${what} (${count(days, 'day', 'days')})`,
    exported: 'Exported',
    app: 'Made by',
  },
}

/** What documents of daily reports say. */
export type ExportWords = typeof exportWords
