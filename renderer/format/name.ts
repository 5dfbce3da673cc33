const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' }

// Control characters, line separators and the marks that reorder or hide text: data must not be able to disguise itself.
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Cs}]/gu

/** A name with everything invisible in it written as an escape. A joiner inside an emoji is left alone. */
export function visibleName(name: string): string {
  return name.replace(invisible, (character, at: number) => {
    if (character === '\u200d' && /\p{Extended_Pictographic}/u.test(name.slice(Math.max(0, at - 4), at)))
      return character
    return short[character] ?? `\\u{${character.codePointAt(0)!.toString(16)}}`
  })
}

export interface NameParts {
  /** Gives way first where there is little room. */
  head: string
  /** Always in sight: the end of a path tells endpoints apart. */
  tail: string
}

const longestHead = 160
const tailLength = 12

/** The two ends of a visible name; of one that is very long its middle is left out. */
export function nameParts(visible: string): NameParts {
  const characters =
    visible.length > 1_000 ? [...visible.slice(0, 400), '…', ...visible.slice(-400)] : [...visible]
  if (characters.length <= tailLength + 4) return { head: visible, tail: '' }
  const head = characters.slice(0, -tailLength).join('')
  return {
    head: head.length > longestHead ? `${[...head.slice(0, longestHead)].join('')}…` : head,
    tail: characters.slice(-tailLength).join(''),
  }
}
