/** Which statuses mean success and which error, in lower case. What is in neither is unclassified. */
export interface StatusLists {
  success: readonly string[]
  error: readonly string[]
}

export const defaultStatusLists: StatusLists = {
  success: ['success', 'ok', '2xx', '3xx'],
  error: ['error', 'fail', 'failed', 'failure', 'timeout', 'exception', '4xx', '5xx'],
}

/** Above this share of the status counts in neither list a rate is marked. */
export const toleratedUnclassified = 0.01

export interface SuccessCounts {
  successes: number
  errors: number
  unclassified: number
}

/** The class of one status; case does not matter, three ASCII digits are taken by their range. */
export function classifyStatus(
  status: string,
  lists: StatusLists = defaultStatusLists,
): 'success' | 'error' | 'unclassified' {
  const word = status.toLowerCase()
  if (lists.success.includes(word)) return 'success'
  if (lists.error.includes(word)) return 'error'
  if (/^[23][0-9]{2}$/.test(word)) return 'success'
  if (/^[45][0-9]{2}$/.test(word)) return 'error'
  return 'unclassified'
}

/** Calls by class. */
export function countSuccess(
  statuses: Iterable<readonly [status: string, calls: number]>,
  lists?: StatusLists,
): SuccessCounts {
  const counts: SuccessCounts = { successes: 0, errors: 0, unclassified: 0 }
  for (const [status, calls] of statuses) {
    const kind = classifyStatus(status, lists)
    if (kind === 'success') counts.successes += calls
    else if (kind === 'error') counts.errors += calls
    else counts.unclassified += calls
  }
  return counts
}

/** `success / (success + error)`, null where neither was counted. */
export function successRate({ successes, errors }: SuccessCounts): number | null {
  const classified = successes + errors
  return classified === 0 ? null : successes / classified
}

/** The share of the status counts in neither list, null where nothing was counted. */
export function unclassifiedShare({ successes, errors, unclassified }: SuccessCounts): number | null {
  const all = successes + errors + unclassified
  return all === 0 ? null : unclassified / all
}
