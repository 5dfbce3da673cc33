import type { Cell } from '../../../../shared/csv.ts'
import type { ColumnKind } from '../../../../shared/export-rows.ts'
import type { ExportSection } from '../../../../shared/export-sections.ts'
import type { Language } from '../../../../shared/languages.ts'
import { attributeText, markupText } from '../../../../shared/markup.ts'
import { shownCell } from '../../../../shared/shown-cell.ts'

const look: Record<ColumnKind, string> = {
  date: 'd',
  instant: 'd',
  text: 't',
  flag: 'd',
  count: 'n',
  minutes: 'n',
  share: 'n',
  change: 'n',
}

/**
 * A table with what a reader must know of it. Each cell shows its value as people read it and has it unrounded in `data-value`, empty
 * where it is unknown; the columns have the names of the report in `data-column`.
 */
export function tableHtml(section: ExportSection, language: Language): string {
  const { id, title, columns, rows, notes } = section
  const head = columns
    .map(
      ({ name, kind, title: words }) =>
        `<th scope="col" class="${look[kind]}" data-column="${name}">${words}</th>`,
    )
    .join('')
  const body = rows
    .map(
      (row) =>
        `<tr>${row.map((cell, i) => cellHtml(cell, columns[i]!.kind, { language, isFirst: i === 0 })).join('')}</tr>`,
    )
    .join('\n')
  const table =
    rows.length === 0
      ? ''
      : `<div class="scroll" tabindex="0" role="region" aria-labelledby="${id}-title"><table data-table="${id}"><caption>${title}</caption><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`
  return [
    `<section id="${id}"><h2 id="${id}-title">${title}</h2>`,
    ...notes.map((note) => `<p>${markupText(note)}</p>`),
    table,
    '</section>',
  ].join('')
}

function cellHtml(
  cell: Cell,
  kind: ColumnKind,
  { language, isFirst }: { language: Language; isFirst: boolean },
): string {
  const shown = shownCell(cell, kind, language)
  const unknown = cell === null ? ' u' : ''
  const attributes = ` class="${look[kind]}${unknown}" data-value="${cell === null ? '' : attributeText(String(cell))}"`
  const text = markupText(shown)
  return isFirst ? `<th scope="row"${attributes}>${text}</th>` : `<td${attributes}>${text}</td>`
}
