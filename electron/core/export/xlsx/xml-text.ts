const special = /[&<>"\p{Cc}\p{Cs}\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/u
const everySpecial = new RegExp(special.source, 'gu')
const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/**
 * Text as XML of a workbook. What XML cannot hold, and the line break that it would change, is written `_xHHHH_` as Office
 * Open XML has it (ST_Xstring); a text that reads like such an escape gets its `_` escaped.
 */
export function xmlText(text: string): string {
  return special.test(text) ? text.replace(everySpecial, escaped) : text
}

function escaped(character: string): string {
  const code = character.charCodeAt(0)
  if (character === '\t' || character === '\n' || (code >= 0x7f && code <= 0x9f)) return character
  return named[character] ?? `_x${code.toString(16).toUpperCase().padStart(4, '0')}_`
}
