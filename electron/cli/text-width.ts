const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

// East Asian wide and full-width characters, and pictures shown as such: two columns of a terminal.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]+$/u
const plain = /^[\x20-\x7e]*$/

/** The columns that a text takes on a terminal. */
export function textWidth(text: string): number {
  if (plain.test(text)) return text.length
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment)
  return width
}

/** A text of at most so many columns; a longer one ends with "…". */
export function shorten(text: string, columns: number): string {
  // No grapheme is wider than two columns: the rest of a very long text need not be looked at.
  if (text.length <= columns / 2 || (text.length < 10 * columns && textWidth(text) <= columns)) return text
  let short = ''
  let width = 0
  for (const { segment } of graphemes.segment(text.slice(0, 10 * columns))) {
    width += graphemeWidth(segment)
    if (width > columns - 1) break
    short += segment
  }
  return `${short}…`
}

function graphemeWidth(grapheme: string): number {
  if (wide.test(grapheme)) return 2
  return invisible.test(grapheme) ? 0 : 1
}
