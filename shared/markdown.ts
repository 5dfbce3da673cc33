import { visibleName } from './visible-name.ts'

/**
 * Text in Markdown that is text to every reader of it: no table cell ends early, and nothing becomes a link, a mention, code or
 * HTML. A bar is an entity, since readers differ in how they take a backslash before one.
 */
export function markdownText(text: string): string {
  return visibleName(text)
    .replace(/[\\`*_[\]<>&~#@^={}$!]|:(?=[^\s\d])|(?<=www)\./gi, '\\$&')
    .replaceAll('|', '&#124;')
    .replace(/^ +| +$| {2,}/g, (spaces) => '&#32;'.repeat(spaces.length))
}

/** A name as code, which no chat takes for a link or a mention; as text where it holds what ends code or a cell. */
export function markdownName(name: string): string {
  const visible = visibleName(name)
  return /^[^\s`|\\](?:[^`|\\]*[^\s`|\\])?$/.test(visible) ? `\`${visible}\`` : markdownText(visible)
}

/** A table of GitHub's Markdown from cells that are escaped already; numbers stand on the right. */
export function markdownTable(
  head: readonly { text: string; isRight: boolean }[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    line(head.map(({ text }) => text)),
    line(head.map(({ isRight }) => (isRight ? '---:' : '---'))),
    ...rows.map(line),
  ].join('\n')
}
