import type { ErrorCode } from '../../shared/errors.ts'
import type { ReportSkip } from '../../shared/reports.ts'
import type { Run } from '../../shared/runs.ts'
import { useAutoExportWords } from './useAutoExportWords.ts'
import { useFailureWords } from './useFailureWords.ts'
import { useFormat } from './useFormat.ts'
import { useReportWords } from './useReportWords.ts'
import { useText } from './useText.ts'

const skips: readonly ReportSkip[] = ['not_counted_yet', 'lost', 'hours_gone', 'expired']
const second = 1_000

/** Entries of the run log in words. */
export function useRunWords() {
  const { t, language } = useText()
  const format = useFormat()
  const say = useFailureWords()
  const sayOfExport = useAutoExportWords()
  const { day } = useReportWords()

  /** Report of Tue 24 Nov. */
  function what({ kind, date, count }: Run): string {
    if (date !== null && (kind === 'report' || kind === 'rebuild' || kind === 'publish' || kind === 'adopt'))
      return t(`runs.of.${kind}`, { date: day(date) })
    const name =
      kind === 'export' && date !== null ? t('runs.of.export', { date: day(date) }) : t(`runs.kind.${kind}`)
    if (count === null) return name
    if (kind === 'backup' || kind === 'compact')
      return t('runs.counted', { what: name, count: format.bytes(count) })
    if (kind !== 'catch_up' && kind !== 'census' && kind !== 'publish' && kind !== 'export') return name
    const counted = t(`runs.count.${kind}`, { n: format.count(count) }, count)
    return t('runs.counted', { what: name, count: counted })
  }

  /** Why it was skipped or failed. */
  function why({ kind, by, outcome, code, message }: Run): string {
    if (outcome === 'cancelled' || (outcome === 'done' && code === null)) return ''
    const skip = skips.find((one) => one === code)
    if (skip) return t(`reports.skipped.${skip}`)
    if (code !== null && kind === 'export' && by === 'schedule')
      return sayOfExport(code as ErrorCode, message ?? '')
    if (code !== null && outcome === 'failed')
      return say({ kind: 'error', code: code as ErrorCode, message: message ?? '' })
    return language.value === 'en' ? (message ?? '') : ''
  }

  const took = ({ tookMs }: Run): string => (tookMs < second ? format.latency(tookMs) : format.span(tookMs))

  return { what, why, took }
}
