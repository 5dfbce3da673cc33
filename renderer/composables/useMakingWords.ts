import type { Backfill } from '../../shared/reports.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'

/** What the making of reports came to, in words; empty before. */
export function useMakingWords() {
  const { t } = useText()
  const format = useFormat()

  return ({ made, isStopped }: { made: Backfill | null; isStopped: boolean }): string => {
    if (isStopped) return t('reports.stopped')
    if (!made) return ''
    const { length: done } = made.made
    const { length: skipped } = made.skipped
    if (done + skipped === 0) return t('reports.noneMade')
    return [
      t('reports.made', { n: format.count(done) }, done),
      ...(skipped > 0 ? [t('reports.skippedCount', { n: format.count(skipped) }, skipped)] : []),
    ].join(' · ')
  }
}
