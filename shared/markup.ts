import { visibleName } from './visible-name.ts'

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
// What neither XML 1.0 nor HTML has a character for, as far as `visibleName` leaves any.
const noCharacter = /[\ufffe\uffff]/g

/** Text as it may stand in HTML and SVG, between tags and in quoted attributes; what is invisible in it is written as an escape. */
export function markupText(text: string): string {
  return visibleName(text)
    .replace(noCharacter, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character]!)
}

/** Text in a quoted attribute of HTML, from which a parser reads it back as it is; only a NUL cannot stand there and stays an escape. */
export function attributeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>"']/g, (character) => entities[character]!)
    .replaceAll('\r', '&#13;')
    .replaceAll('\0', '\\0')
}
