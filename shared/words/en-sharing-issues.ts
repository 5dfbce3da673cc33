import type { IssueWords } from './en-issues.ts'

/** Issues of reports that are shared through Redis. */
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
