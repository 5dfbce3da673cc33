import type { ReportComparison } from './daily-report.ts'
import type { ExportContent, RangeFigure } from './export-content.ts'
import { wordsOfExport } from './export-words.ts'
import type { ExportWords } from './words/en-export.ts'
import { formatChange } from './format/change.ts'
import { formatNumber } from './format/number.ts'
import { formatShare } from './format/share.ts'
import { isoInZone } from './iso-in-zone.ts'
import type { Language } from './languages.ts'
import { reportSuccess } from './report-success.ts'
import { shownInstant } from './shown-cell.ts'
import { toleratedUnclassified } from './success.ts'

/** One figure at the top of a document. */
export interface HeadFigure {
  id: keyof ExportWords['figures']
  /** As it is shown; "—" where unknown. */
  text: string
  /** Unrounded; null where it is unknown, at least so much, or of some of the days only. */
  value: number | string | null
  /** What gives it meaning. */
  note: string
  direction?: 'up' | 'down' | 'same'
}

const unknown = '—'

/** The figures at the top of a document: of one report, or of a range. */
export function headFigures(content: ExportContent, language: Language): HeadFigure[] {
  const say = { words: wordsOfExport[language], language }
  const peak = peakFigure(content, say)
  if (!content.only) {
    return [
      totalFigure(content, say),
      successFigure(content, say),
      rangeUsers(content.activeUsers, content, say),
      busiestFigure(content, say),
      peak,
    ]
  }
  const { only } = content
  return [
    totalFigure(content, say),
    changeFigure('change', only.previous_day, say),
    changeFigure('week', only.previous_week, say),
    successFigure(content, say),
    dayUsers(content, say),
    peak,
  ]
}

interface Say {
  words: ExportWords
  language: Language
}

function closedDays({ passport }: ExportContent): number {
  return passport.days + passport.missing.length
}

function totalFigure(content: ExportContent, { words, language }: Say): HeadFigure {
  const { total, days } = content
  const { notes } = words
  const size = formatNumber(total.ofKnown ?? 0, language)
  if (total.ofKnown === null) return { id: 'total', text: unknown, value: null, note: words.unknown }
  if (total.value === null)
    return {
      id: 'total',
      text: `≥ ${size}`,
      value: null,
      note: notes.atLeast(days.length, closedDays(content)),
    }
  const isApproximate = days.some(({ approximate }) => approximate)
  const ofDays = content.only ? '' : notes.days(days.length)
  return {
    id: 'total',
    text: isApproximate ? `≈ ${size}` : size,
    value: total.value,
    note: [isApproximate ? notes.approximate : '', ofDays].filter(Boolean).join(', '),
  }
}

function changeFigure(
  id: 'change' | 'week',
  before: ReportComparison | null,
  { words, language }: Say,
): HeadFigure {
  if (!before) return { id, text: unknown, value: null, note: words.notes.noBefore }
  const note = words.notes.before(formatNumber(before.total_calls, language))
  if (before.change === null) return { id, text: unknown, value: null, note }
  const { text, direction } = formatChange(before.change, language)
  return { id, text, value: before.change, note, direction }
}

function successFigure(content: ExportContent, { words, language }: Say): HeadFigure {
  const { only, success } = content
  const { notes } = words
  const unclassified = content.unclassified ?? 0
  const mark =
    unclassified > toleratedUnclassified ? notes.unclassified(formatShare(unclassified, language)) : ''
  if (only) {
    if (only.success_rate === null)
      return { id: 'success', text: unknown, value: null, note: notes.statusesUnknown }
    const { errors } = reportSuccess(only, only.status_lists)
    const failed = errors === null ? '' : notes.errors(formatNumber(errors, language))
    return {
      id: 'success',
      text: formatShare(only.success_rate, language, 2),
      value: only.success_rate,
      note: [failed, mark].filter(Boolean).join(', '),
    }
  }
  if (success.ofKnown === null)
    return { id: 'success', text: unknown, value: null, note: notes.statusesUnknown }
  const part = success.value === null ? notes.ofKnown(success.knownDays, closedDays(content)) : ''
  return {
    id: 'success',
    text: formatShare(success.ofKnown, language, 2),
    value: success.value,
    note: [part, mark].filter(Boolean).join(', '),
  }
}

function dayUsers({ only }: ExportContent, { words, language }: Say): HeadFigure {
  const { notes } = words
  if (!only || only.active_users === null)
    return { id: 'users', text: unknown, value: null, note: notes.usersUnknown }
  const fresh =
    only.new_users === null ? notes.newUnknown : notes.newUsers(formatNumber(only.new_users, language))
  return {
    id: 'users',
    text: formatNumber(only.active_users, language),
    value: only.active_users,
    note: fresh,
  }
}

function rangeUsers(users: RangeFigure, content: ExportContent, { words, language }: Say): HeadFigure {
  const { notes } = words
  if (users.ofKnown === null) return { id: 'meanUsers', text: unknown, value: null, note: notes.usersUnknown }
  const isPart = users.value === null
  return {
    id: 'meanUsers',
    text: formatNumber(users.ofKnown, language, Number.isInteger(users.ofKnown) ? 0 : 1),
    value: users.value,
    note: isPart ? notes.ofKnown(users.knownDays, closedDays(content)) : notes.mean(users.knownDays),
  }
}

function peakFigure({ peak, passport }: ExportContent, { words, language }: Say): HeadFigure {
  if (!peak) return { id: 'peak', text: unknown, value: null, note: words.notes.noHours }
  const iso = isoInZone(peak.start, passport.zone)
  const text = shownInstant(iso)
  const calls = words.notes.calls(formatNumber(peak.calls, language))
  return {
    id: 'peak',
    text: text.slice(11),
    value: iso,
    note: [passport.from === passport.to ? '' : text.slice(0, 10), calls].filter(Boolean).join(', '),
  }
}

function busiestFigure({ busiest, days }: ExportContent, { words, language }: Say): HeadFigure {
  if (!busiest || days.length < 2) return { id: 'busiest', text: unknown, value: null, note: words.unknown }
  return {
    id: 'busiest',
    text: busiest.date,
    value: busiest.date,
    note: words.notes.calls(formatNumber(busiest.calls, language)),
  }
}
