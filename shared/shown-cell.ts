import type { Cell } from './csv.ts'
import type { ColumnKind } from './export-rows.ts'
import { wordsOfExport } from './export-words.ts'
import { formatChange } from './format/change.ts'
import { formatNumber } from './format/number.ts'
import { formatShare } from './format/share.ts'
import type { Language } from './languages.ts'
import { visibleName } from './visible-name.ts'

/** A name of tens of kilobytes is shown by its two ends. */
const longestName = 1_000
const shownEnd = 400

/** A cell as people read it: unknown is "—", a share two decimals, an instant the clock of its own offset. */
export function shownCell(cell: Cell, kind: ColumnKind, language: Language): string {
  const words = wordsOfExport[language]
  if (cell === null) return '—'
  if (typeof cell === 'boolean') return cell ? words.yes : words.no
  if (typeof cell === 'string')
    return kind === 'instant' ? shownInstant(cell) : shownName(cell, words.nameless)
  if (kind === 'share') return formatShare(cell, language, 2)
  if (kind === 'change') return formatChange(cell, language).text
  return formatNumber(cell, language)
}

/** 2026-11-24 15:00 +08:00, from ISO 8601; seconds where there are any. */
export function shownInstant(iso: string): string {
  const [, date = '', minute = '', second = '', offset = ''] =
    /^(\S{10})T(\d\d:\d\d)(:\d\d)(?:\.\d+)?(\S*)$/.exec(iso) ?? []
  if (date === '') return iso
  return `${date} ${minute}${second === ':00' ? '' : second} ${offset === '+00:00' || offset === 'Z' ? 'UTC' : offset}`
}

function shownName(name: string, nameless: string): string {
  const visible = visibleName(name)
  if (visible === '') return nameless
  if (visible.length <= longestName) return visible
  const characters = [...visible]
  return `${characters.slice(0, shownEnd).join('')}…${characters.slice(-shownEnd).join('')}`
}
