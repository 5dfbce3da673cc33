import type { Issue, IssueCode } from '../../shared/figures.ts'

export interface IssueGroup {
  code: IssueCode
  /** The first, for its words. */
  first: Issue
  /** Distinct keys concerned. */
  keys: string[]
}

/** One entry for each code, in the order of the answer. */
export function groupIssues(issues: readonly Issue[]): IssueGroup[] {
  const groups = new Map<IssueCode, IssueGroup>()
  for (const issue of issues) {
    const group = groups.get(issue.code) ?? { code: issue.code, first: issue, keys: [] }
    if (issue.key !== undefined && !group.keys.includes(issue.key)) group.keys.push(issue.key)
    groups.set(issue.code, group)
  }
  return [...groups.values()]
}
