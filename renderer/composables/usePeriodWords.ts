import type { PeriodKind } from '../../shared/calendar-period.ts'
import type { PeriodDay, PeriodSum, PeriodSummary, ReportPeriod } from '../../shared/report-period.ts'
import { useFormat } from './useFormat.ts'
import { useReportWords } from './useReportWords.ts'
import { useText } from './useText.ts'

/** Weeks and months of reports in words. */
export function usePeriodWords() {
  const { t, language } = useText()
  const format = useFormat()
  const { day, month } = useReportWords()

  /** 16–22 Nov 2026, or November 2026. */
  function name(kind: PeriodKind, { from, to }: { from: string; to: string }): string {
    return kind === 'month' ? month(from.slice(0, 7)) : format.days(from, to)
  }

  /** 1,234; ≈ 1,234; ≥ 1,234; or —. */
  function sum({ value, atLeast, approximate }: PeriodSum): string {
    if (value !== null) return `${approximate ? '≈ ' : ''}${format.count(value)}`
    return atLeast > 0 ? `≥ ${format.count(atLeast)}` : '—'
  }

  /** How many days have a report: 5 of 7, and what else is to be known of them. */
  function coverage({ coverage: { known, days, approximate }, isOver }: PeriodSummary): string {
    return [
      t('periods.coverage', { known, days }),
      ...(isOver ? [] : [t('periods.running')]),
      ...(approximate > 0 ? [t('periods.approximate', { n: approximate })] : []),
    ].join(' · ')
  }

  /** How far the figures can be trusted, in sentences. */
  function note({ coverage: { known, closed, days, approximate }, isOver }: PeriodSummary): string {
    const said =
      closed === 0
        ? t('periods.note.nothing')
        : known === 0
          ? t('periods.note.none')
          : known < closed
            ? t('periods.note.partly', { known, closed })
            : isOver
              ? t('periods.note.whole')
              : ''
    return [
      said,
      ...(isOver || closed === 0 ? [] : [t('periods.note.running', { closed, days })]),
      ...(approximate > 0 ? [t('periods.note.approximate', { n: approximate }, approximate)] : []),
    ]
      .filter(Boolean)
      .join(language.value === 'zh' ? '' : ' ')
  }

  /** What it is compared with, or why the change is unknown. */
  function against({ change, before, coverage: present, kind, isOver }: ReportPeriod): string[] {
    const span = isOver ? name(kind, before) : format.days(before.from, before.to)
    if (change === null) {
      if (!isOver && before.coverage.days < present.closed) return [t('periods.longAgainst')]
      return [t(before.total.value === 0 ? 'periods.noneAgainst' : 'periods.unknownAgainst', { span })]
    }
    const isUnlike = before.coverage.days !== present.closed
    return [
      t('periods.against', { span }),
      ...(isUnlike ? [t('periods.unlike', { n: present.closed, before: before.coverage.days })] : []),
    ]
  }

  function state({ isClosed, calls }: PeriodDay): 'known' | 'open' | 'unknown' {
    return isClosed ? (calls === null ? 'unknown' : 'known') : 'open'
  }

  function calls({ calls: known, approximate }: PeriodDay): string {
    return known === null ? '—' : `${approximate ? '≈ ' : ''}${format.count(known)}`
  }

  /** "Most on Tue 24 Nov with 1,234 calls; 2 days without a report." */
  function summary({ days, bestDay }: ReportPeriod): string {
    const closed = days.filter(({ isClosed }) => isClosed)
    const known = closed.filter((one) => one.calls !== null)
    const best = bestDay ?? (known[0] ? { date: known[0].date, calls: known[0].calls! } : null)
    const unknown = closed.length - known.length
    const said = !best
      ? t('periods.noneKnown')
      : best.calls === 0
        ? t('periods.noCalls')
        : t('periods.most', { date: day(best.date), calls: format.count(best.calls) })
    const missing = known.length > 0 && unknown > 0
    return said + (missing ? t('periods.unknownDays', { n: unknown }, unknown) : '') + t('hours.end')
  }

  return { name, sum, coverage, note, against, state, calls, summary }
}
