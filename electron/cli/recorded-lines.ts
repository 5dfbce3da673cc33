import type { RecorderStats } from '../recorder.ts'
import { callsText } from './figures.ts'
import { issueLines } from './issue-lines.ts'

/** An issue of calls that were written; the reading side has codes of its own. */
export interface RecordIssue {
  code: 'rejected_lines' | 'uncertain_calls' | 'dropped_calls'
  message: string
}

/** What was recorded, for people. */
export function recordedLines({ recorded }: RecorderStats, issues: RecordIssue[]): string[] {
  return [`Recorded ${callsText(recorded)} calls.`, ...issueLines(issues)]
}

/** What a reader must know of calls that are not, or perhaps not, counted. */
export function lossIssues({ uncertain, dropped }: RecorderStats): RecordIssue[] {
  const issues: RecordIssue[] = []
  if (uncertain > 0) {
    const message = `Of ${callsText(uncertain)} calls it is not known whether Redis counted them: the connection broke.`
    issues.push({ code: 'uncertain_calls', message })
  }
  if (dropped > 0) {
    const message = `${callsText(dropped)} calls were not counted, or not everywhere: Redis refused some of their counters.`
    issues.push({ code: 'dropped_calls', message })
  }
  return issues
}
