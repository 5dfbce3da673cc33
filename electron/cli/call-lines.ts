/** A line without its end, or null for one that is too long or not UTF-8. */
export type Line = string | null

const longestBytes = 1_048_576
const newline = 0x0a

/** The lines of a stream, a list for each piece that is read: the next piece is read when the list has been dealt with. */
export async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let pieces: Buffer[] = []
  let bytes = 0

  const keep = (piece: Buffer): void => {
    bytes += piece.length
    if (bytes <= longestBytes) pieces.push(piece)
    else pieces = []
  }
  const take = (): Line => {
    const isTooLong = bytes > longestBytes
    const [first, ...more] = pieces
    const whole = first && more.length === 0 ? first : Buffer.concat(pieces)
    pieces = []
    bytes = 0
    if (isTooLong) return null
    try {
      return decoder.decode(whole)
    } catch {
      return null
    }
  }

  for await (const chunk of stream) {
    const lines: Line[] = []
    let from = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      keep(chunk.subarray(from, end))
      lines.push(take())
      from = end + 1
    }
    if (from < chunk.length) keep(chunk.subarray(from))
    yield lines
  }
  if (bytes > 0) yield [take()]
}
