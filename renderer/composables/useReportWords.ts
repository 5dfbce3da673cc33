import type { ReportDay, ReportSummary } from '../../shared/reports.ts'
import { useFailureWords } from './useFailureWords.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'

const dimensions = ['hours', 'apis', 'statuses', 'users'] as const

/** Days and their reports in words. */
export function useReportWords() {
  const { t, language } = useText()
  const { count, share, time } = useFormat()
  const say = useFailureWords()

  /** Tue 24 Nov. */
  const day = (date: string): string => time(date, 'UTC', 'date')
  /** Tuesday 24 November 2026. */
  const wholeDay = (date: string): string => time(date, 'UTC', 'wholeDate')
  const month = (one: string): string => time(`${one}-01`, 'UTC', 'month')

  /** "complete", or what adds up least: "statuses 96.2%". */
  function quality({ calls, quality: parts }: ReportSummary): string {
    const known = dimensions.flatMap((name) => {
      const part = parts[name]
      return part === null ? [] : [{ name, part }]
    })
    const [first] = known
    if (!first) return t(calls === 0 ? 'reports.nothingToCheck' : 'hours.unknown')
    const worst = known.reduce(
      (most, one) => (Math.abs(one.part - 1) > Math.abs(most.part - 1) ? one : most),
      first,
    )
    if (worst.part === 1) return t('reports.complete')
    return t(`reports.quality.${worst.name}`, { share: share(worst.part) })
  }

  /** What else is to be known of a report: "≈", late calls, notes, revision. */
  function marks({ approximate, lateCalls, issues, revision, adoptedFrom }: ReportSummary): string[] {
    return [
      ...(lateCalls > 0 ? [t('reports.late', { n: count(lateCalls) }, lateCalls)] : []),
      ...(approximate ? [`≈ ${t('reports.approximate')}`] : []),
      ...(issues > 0 ? [t('reports.notes', { n: count(issues) }, issues)] : []),
      ...(revision > 1 ? [t('reports.revisionMark', { n: revision })] : []),
      ...(adoptedFrom === null ? [] : [t('sharing.adopted')]),
    ]
  }

  /** What a day without a report is, in a few words. */
  function state(one: ReportDay, zone: string, nowMs: number): string {
    if (one.state === 'running') return t('reports.running')
    if (one.state === 'failed') return t('reports.failed')
    if (one.state === 'skipped') return t('reports.skippedTitle')
    return Date.parse(one.dueAt) > nowMs
      ? t('reports.dueAt', { time: time(one.dueAt, zone, 'moment') })
      : t('reports.missing')
  }

  /** Why, and when it is tried again. */
  function why(one: ReportDay, zone: string): string {
    if (one.state === 'skipped') return t(`reports.skipped.${one.why}`)
    if (one.state !== 'failed') return ''
    const tries = t(
      'reports.failedTries',
      { n: count(one.attempts), time: time(one.nextTryAt, zone, 'moment') },
      one.attempts,
    )
    const said = `${capital(tries)}${t('hours.end')}`
    // What nobody foresaw is in the log; how often it was tried is all that there is to say.
    if (one.code === 'internal' && one.message === '') return said
    const { code, message } = one
    return `${say({ kind: 'error', code, message })}${language.value === 'en' ? ' ' : ''}${said}`
  }

  /** What the button reads that makes a day's report; null where there is nothing to make yet. */
  function action(one: ReportDay, nowMs: number): 'make' | 'tryAgain' | null {
    if (one.state === 'failed' || one.state === 'skipped') return 'tryAgain'
    return one.state === 'due' && Date.parse(one.dueAt) <= nowMs ? 'make' : null
  }

  return { day, wholeDay, month, quality, marks, state, why, action }
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
