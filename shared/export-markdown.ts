import type { Cell } from './csv.ts'
import type { ExportContent } from './export-content.ts'
import { headFigures } from './export-figures.ts'
import type { ColumnKind } from './export-rows.ts'
import { exportSections, type ExportSection } from './export-sections.ts'
import { wordsOfExport } from './export-words.ts'
import type { Language } from './languages.ts'
import { markdownName, markdownTable, markdownText } from './markdown.ts'
import { passportLines } from './passport-words.ts'
import { shownCell } from './shown-cell.ts'

/** Daily reports as Markdown for a chat or a wiki: the figures, the tables, and what they are of. */
export function exportMarkdown(content: ExportContent, language: Language): string {
  const words = wordsOfExport[language]
  const { passport } = content
  const range = passport.from === passport.to ? passport.from : `${passport.from} – ${passport.to}`
  return [
    `# ${content.only ? words.title.day : words.title.range} ${range}`,
    [passport.source, passport.zone].map(markdownText).join(' · '),
    ...(passport.sample ? [`**${words.sample}.** ${words.sampleHint}`] : []),
    headFigures(content, language)
      .map(({ id, text, note }) => {
        const figure = `- ${words.figures[id]}${words.colon}**${markdownText(text)}**`
        return note === '' ? figure : `${figure} (${markdownText(note)})`
      })
      .join('\n'),
    ...exportSections(content, language).map((section) => sectionMarkdown(section, language)),
    `## ${words.passport.title}`,
    passportLines(passport, language)
      .map(({ label, texts }) => `- ${label}${words.colon}${texts.map(markdownText).join('; ')}`)
      .join('\n'),
    words.unknownHint,
    '',
  ].join('\n\n')
}

const onTheRight = new Set<ColumnKind>(['count', 'minutes', 'share', 'change'])

function sectionMarkdown({ title, columns, rows, notes }: ExportSection, language: Language): string {
  const head = columns.map(({ title: text, kind }) => ({ text, isRight: onTheRight.has(kind) }))
  const cells = rows.map((row) => row.map((cell, i) => cellMarkdown(cell, columns[i]!.kind, language)))
  return [
    `## ${title}`,
    ...notes.map(markdownText),
    ...(rows.length === 0 ? [] : [markdownTable(head, cells)]),
  ].join('\n\n')
}

function cellMarkdown(cell: Cell, kind: ColumnKind, language: Language): string {
  const shown = shownCell(cell, kind, language)
  return kind === 'text' && cell !== null && cell !== '' ? markdownName(shown) : markdownText(shown)
}
