import type { DailyReport, ReportComparison } from '../../shared/daily-report.ts'
import { reportSuccess } from '../../shared/report-success.ts'
import type { StatusLists } from '../../shared/success.ts'
import { daysBefore } from './date-range.ts'
import type { FigurePair } from './report-figures.ts'
import { useFormat } from './useFormat.ts'
import { useReportWords } from './useReportWords.ts'
import { useText } from './useText.ts'

const mostUnclassified = 0.01
/** With fewer of the calls known by status there is no rate. */
const leastStatuses = 0.999

/** The figures of a report in the words of its tiles. */
export function useReportFigures() {
  const { t } = useText()
  const format = useFormat()
  const { day } = useReportWords()

  /** What a change is to, or why there is none. */
  function against(report: DailyReport, days: 1 | 7): { change: number | null; words: string } {
    const before: ReportComparison | null = days === 1 ? report.previous_day : report.previous_week
    if (!before) return { change: null, words: t(days === 1 ? 'reports.noDay' : 'reports.noWeek') }
    const date = day(daysBefore(report.date, days))
    return {
      change: before.change,
      words: t(before.change === null ? 'reports.noneBefore' : 'reports.vsDay', { date }),
    }
  }

  function success(report: DailyReport, lists: StatusLists) {
    const { rate, errors, unclassified } = reportSuccess(report, lists)
    const isRough = (unclassified ?? 0) > mostUnclassified
    const words =
      rate === null
        ? [whyNoRate(report)]
        : errors === null
          ? []
          : [t('reports.errors', { n: format.count(errors) }, errors)]
    if (isRough) words.push(t('tiles.unclassified', { share: format.share(unclassified!) }))
    return {
      figure: rate === null ? '—' : format.share(rate, 2).slice(0, -1),
      sign: isRough && rate !== null ? '≈' : undefined,
      unit: rate === null ? undefined : '%',
      words: words.join(' · '),
    }
  }

  function whyNoRate({ status_breakdown: statuses, zone, quality }: DailyReport): string {
    if (!statuses) return t(zone === 'UTC' ? 'reports.noStatuses' : 'reports.localStatuses')
    return quality.statuses === null || quality.statuses >= leastStatuses
      ? t('reports.nothingClassified')
      : t('reports.partStatuses', { share: format.share(quality.statuses) })
  }

  /** Why nothing is known of users. */
  function whyNoUsers({ zone }: DailyReport): string {
    return t(zone === 'UTC' ? 'reports.usersNotCounted' : 'reports.usersUtcOnly')
  }

  function value({ kind }: FigurePair, figure: number | null): string {
    if (figure === null) return '—'
    return kind === 'share' ? format.share(figure, 2) : format.count(figure)
  }

  /** +1,234, or so many points of percent. */
  function difference({ kind, was, now }: FigurePair): string {
    if (was === null || now === null) return '—'
    if (kind === 'count') return format.difference(now - was)
    return t('reports.points', { n: format.points(now - was) })
  }

  return { against, success, whyNoUsers, value, difference }
}
