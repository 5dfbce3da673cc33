import type { IssueCode } from './figures.ts'

/** `problem`: figures are wrong or unknown now; `warning`: they may become so, or Redis suffers; `info`: good to know. */
export type Severity = 'problem' | 'warning' | 'info'

const severities: Record<IssueCode, Severity> = {
  bad_value: 'problem',
  wrong_type: 'problem',
  no_permission: 'problem',
  lost_counts: 'problem',
  sums_differ: 'problem',
  evictions: 'problem',
  flushed: 'problem',
  endpoint_not_in_total: 'problem',
  offset_differs: 'problem',
  prefix_differs: 'problem',
  not_the_scheme: 'problem',
  no_server_clock: 'warning',
  clock_ahead: 'warning',
  clocks_differ: 'warning',
  negative_difference: 'warning',
  restarted: 'warning',
  may_evict: 'warning',
  unexplained: 'warning',
  unexplained_statuses: 'warning',
  unexplained_users: 'warning',
  discovery_failed: 'warning',
  too_many_endpoints: 'warning',
  no_expiry: 'warning',
  short_expiry: 'warning',
  archive_failed: 'warning',
  archive_restored: 'warning',
  archive_unwritable: 'warning',
  backup_failed: 'warning',
  incomplete: 'warning',
  hours_unknown: 'warning',
  statuses_by_utc_day: 'info',
  users_by_utc_day: 'info',
  users_not_counted: 'info',
  new_users_unknown: 'info',
  report_prefix_differs: 'info',
  discovery_waits: 'info',
  not_counted_yet: 'info',
  approximate: 'info',
  unclassified: 'info',
  new_archive: 'info',
  archive_shown: 'info',
  report_not_adopted: 'warning',
  sharing_refused: 'warning',
  sharing_failed: 'warning',
}

const order: readonly Severity[] = ['problem', 'warning', 'info']

/** How bad an issue is. */
export function severityOf(code: IssueCode): Severity {
  return severities[code]
}

/** Whether a text is the code of an issue that this version knows. */
export function isIssueCode(text: string): text is IssueCode {
  return Object.hasOwn(severities, text)
}

/** Issues with their severity, worst first, else in their order. */
export function bySeverity<T extends { code: IssueCode }>(
  issues: readonly T[],
): (T & { severity: Severity })[] {
  return issues
    .map((issue) => ({ ...issue, severity: severityOf(issue.code) }))
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
}
