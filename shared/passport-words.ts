import { issueName, wordsOfExport } from './export-words.ts'
import type { ExportPassport } from './exports.ts'
import { formatShare } from './format/share.ts'
import { isoInZone } from './iso-in-zone.ts'
import type { Language } from './languages.ts'
import { bucketRule, explainedText, issuesText, readSpan } from './passport-cells.ts'
import { shownInstant } from './shown-cell.ts'

/** One thing that a document says of itself; `value` is what a program takes, where the text is rounded or in words. */
export interface PassportLine {
  id: string
  label: string
  texts: string[]
  value: string
}

/** What a document says of itself, in words. */
export function passportLines(passport: ExportPassport, language: Language): PassportLine[] {
  const { sample, from, to, zone, days, missing, coverage, issues } = passport
  const { passport: words, sample: sampleWord, sampleHint, colon } = wordsOfExport[language]
  const at = (iso: string): string => isoInZone(iso, zone)
  const read = readSpan(passport)
  const line = (id: string, label: string, texts: string[], value = texts.join(' ')): PassportLine => ({
    id,
    label,
    texts,
    value,
  })
  return [
    line('source', words.source, [passport.source]),
    line(
      'sample',
      words.sample,
      [sample ? `${sampleWord}${colon}${sampleHint}` : words.real],
      String(sample),
    ),
    line('range', words.range, [from === to ? from : `${from} ${words.to} ${to}`], `${from}/${to}`),
    line('zone', words.zone, [zone]),
    line('buckets', words.buckets, [bucketRule(passport.bucketOffsetMinutes)]),
    line('days', words.days, [words.daysOf(days, days + missing.length)], String(days)),
    line('missing', words.missing, missing.length === 0 ? [words.none] : missing, missing.join(' ')),
    line('read', words.read, [read?.split('/').map(shownInstant).join(' – ') ?? '—'], read ?? ''),
    line(
      'coverage',
      words.coverage,
      (['hours', 'apis', 'statuses', 'users'] as const).map((part) => {
        const share = coverage[part]
        return `${words[part]} ${share === null ? '—' : formatShare(share, language, 2)}`
      }),
      explainedText(passport),
    ),
    line(
      'issues',
      words.issues,
      issues.length === 0
        ? [words.none]
        : issues.map(({ code, days: daysOf }) => words.issue(issueName(code, language), daysOf)),
      issuesText(passport) ?? '',
    ),
    line('exported', words.exported, [shownInstant(at(passport.exportedAt))], at(passport.exportedAt)),
    line('app', words.app, [passport.generator]),
  ]
}
