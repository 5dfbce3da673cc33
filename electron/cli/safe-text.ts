// Controls, line and paragraph separators, and what turns the direction of text or hides: a name must not steer a terminal.
const steering = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu
const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

// Between two pictures it makes them one.
const joiner = '\u200d'

/** Any text as one visible line: what steers a terminal is written as an escape, an empty text as two quotes. */
export function visible(text: string): string {
  if (text === '') return '""'
  return text.replace(steering, (character, at: number) => {
    if (
      character === joiner &&
      /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]/u.test(text.slice(Math.max(0, at - 2), at))
    )
      return character
    return short[character] ?? `\\u{${character.codePointAt(0)!.toString(16)}}`
  })
}
