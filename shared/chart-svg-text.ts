/** How wide a text is at most, in pixels: nobody measures letters where a picture is made of data alone. */
export function textWidth(text: string, size: number): number {
  let ems = 0
  for (const character of text) ems += isWide(character) ? 1 : /[mwMW%@≈—]/.test(character) ? 0.86 : 0.58
  return ems * size
}

/** A text in at most so many lines, the last one cut where more is left. */
export function textLines(
  text: string,
  { size, width, most }: { size: number; width: number; most: number },
) {
  const lines: string[] = []
  let line = ''
  for (const word of words(text)) {
    if (textWidth(line + word, size) <= width) line += word
    else {
      if (line.trim() !== '') lines.push(line.trim())
      if (lines.length === most) break
      line = word.trimStart()
    }
  }
  if (lines.length < most && line.trim() !== '') lines.push(line.trim())
  const isCut = lines.join('').replaceAll(' ', '').length < text.replaceAll(/\s/g, '').length
  return lines.map((one, i) => cutText(isCut && i === lines.length - 1 ? `${one}…` : one, size, width))
}

/** A text cut to a width. */
export function cutText(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text
  let cut = ''
  for (const character of text) {
    if (textWidth(`${cut}${character}…`, size) > width) break
    cut += character
  }
  return `${cut}…`
}

/** Words with the space before them; each Chinese character is one. A text is read as far as a picture could show. */
function words(text: string): string[] {
  return (
    text
      .slice(0, 2_000)
      .replaceAll(/\s+/g, ' ')
      .match(/ ?(?:[\u2e80-\u9fff\uff00-\uffef][，。；：、）」”]?|[^ \u2e80-\u9fff\uff00-\uffef]+)/gu) ?? []
  )
}

function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]|\p{Extended_Pictographic}/u.test(
    character,
  )
}
