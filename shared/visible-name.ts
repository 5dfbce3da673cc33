const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' }

const plain = /^[\x20-\x7e]*$/
// Control characters, line separators and the marks that reorder or hide text: data must not be able to disguise itself.
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Cs}]/gu

/** A name as the page shows it, everything invisible in it written as an escape. A joiner inside an emoji is left alone. */
export function visibleName(name: string): string {
  if (plain.test(name)) return name
  return name.replace(invisible, (character, at: number) => {
    if (character === '\u200d' && /\p{Extended_Pictographic}/u.test(name.slice(Math.max(0, at - 4), at)))
      return character
    return short[character] ?? `\\u{${character.codePointAt(0)!.toString(16)}}`
  })
}
