import type { IssueWords } from './en-issues.ts'

/** Issues of daily reports. */
export const reportIssues = {
  hours_unknown: {
    what: 'Some hours of the day are unknown',
    effect: 'The total of the day is right; the peak hour is that of the hours that are known.',
    todo: 'Make reports while Redis still keeps the hours: 30 days.',
  },
  statuses_by_utc_day: {
    what: 'Statuses of this day are unknown',
    effect: 'Services count statuses by UTC day only, so the success rate of a local day needs hourly notes.',
    todo: 'Let the app run at the full hours, count with the recorder, or choose UTC.',
  },
  users_by_utc_day: {
    what: 'Users are counted by UTC day only',
    effect: 'A report of a local day has no figures of users.',
    todo: 'Choose UTC as the report zone for figures of users.',
  },
  users_not_counted: {
    what: 'Users were not counted yet',
    effect: 'Active, new and top users of the day are unknown.',
    todo: 'Nothing: all other figures are complete without them.',
  },
  unexplained_users: {
    what: 'Users do not explain all calls of the day',
    effect:
      'Active users may be more than shown; the share that is explained stands with the quality of the report.',
    todo: 'See whether all services count users, and whether Redis removes counters before their time.',
  },
  new_users_unknown: {
    what: 'New users of the day are unknown',
    effect: 'One of the 30 days before it has no complete count of users, so nobody can tell who is new.',
    todo: 'Nothing: with 30 counted days in a row the figure appears.',
  },
} satisfies Record<string, IssueWords>
