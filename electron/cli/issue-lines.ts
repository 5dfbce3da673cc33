import type { Issue } from '../../shared/figures.ts'
import { visible } from './safe-text.ts'
import { shorten } from './text-width.ts'

type Shown = Pick<Issue, 'message' | 'key'>

/** What a reader must know about the figures, one line each; nothing where there is nothing. */
export function issueLines(issues: Shown[]): string[] {
  if (issues.length === 0) return []
  return ['', 'Data quality', ...issues.map(issueLine)]
}

function issueLine({ message, key }: Shown): string {
  const named = key === undefined || message.includes(key) ? '' : ` (${shorten(visible(key), 80)})`
  return `  ! ${shorten(visible(message), 400)}${named}`
}
