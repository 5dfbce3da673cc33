import type { IssueWords } from './en-issues.ts'

/** Reports that are shared through Redis. */
export const sharing = {
  label: 'Share daily reports',
  hint: 'Off, nothing is ever written. On, each finished day is written once as {key}, kept 365 days, and {lock} is held while users are counted, so that of several apps only one counts. No counter is touched, and a report that others wrote is never overwritten.',
  rights:
    'The account needs the rights to SET, WATCH, MULTI and EXEC on these keys: the connection test shows the whole rule. Without them everything else works as before.',
  adopted: 'taken from Redis, where another app left it',
}

export const sharingIssues = {
  report_not_adopted: {
    what: 'A stored report in Redis is not used',
    effect: 'The report of that day is made from the counters instead.',
    todo: 'Look at the report of that day in Redis; delete its key there if nobody needs it.',
  },
  sharing_refused: {
    what: 'Reports cannot be written to this Redis',
    effect: 'They are kept on this disk only; every figure is as before.',
    todo: 'Run the connection test and ask for the rule that it shows, or switch sharing off.',
  },
  sharing_failed: {
    what: 'Some reports are not written to Redis yet',
    effect: 'They are kept on this disk and written as soon as that works.',
    todo: 'Wait; if it stays, look at the log of Redis.',
  },
} satisfies Record<string, IssueWords>
