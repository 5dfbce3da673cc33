import type { IssueWords } from './en-issues.ts'

/** Issues of the health of the data. */
export const healthIssues = {
  clocks_differ: {
    what: "The server's clock differs from this computer's",
    effect: "Figures follow the server's clock; times on this computer's clock do not match them.",
    todo: 'Set both clocks by NTP.',
  },
  flushed: {
    what: 'Redis was emptied since it started',
    effect: 'Counters from before are gone; what the archive does not have is unknown.',
    todo: 'Find out who runs FLUSHALL or FLUSHDB, and take that right away from the account.',
  },
  endpoint_not_in_total: {
    what: 'Calls of an endpoint are missing from the total',
    effect: 'The total is too small: totals, shares and changes are wrong by these calls.',
    todo: 'Let the service that counts the endpoint count the total with every call, in the same pipeline.',
  },
  offset_differs: {
    what: 'The services cut their buckets at another time',
    effect: 'Minutes, hours and days are shown at the wrong time, or as missing.',
    todo: 'Set the bucket offset of the connection to the proposed minutes, or let the services count in UTC.',
  },
  prefix_differs: {
    what: 'The counters stand under another prefix',
    effect: 'Nothing is found under the prefix of the connection.',
    todo: 'Set the prefix of the connection to the proposed one.',
  },
  report_prefix_differs: {
    what: 'Stored reports stand under another prefix',
    effect: 'Stored daily reports are not found.',
    todo: 'Set the report prefix of the connection to the proposed one.',
  },
  not_the_scheme: {
    what: 'Keys under the prefix do not follow the scheme of the counters',
    effect: 'They are not read, so their calls are in no figure.',
    todo: 'Compare the keys with the table of the counters in the guide.',
  },
} satisfies Record<string, IssueWords>
