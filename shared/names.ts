/**
 * Endpoints, statuses, user ids and keys are bytes in Redis and text in the program. Bytes that are not UTF-8 are written
 * `\xNN`; so that no two names merge, a backslash that would read as the start of such an escape is itself written `\x5c`.
 * The two functions are inverse to each other on every sequence of bytes.
 */
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()
const escapeLike = /\\x[0-9a-f]{2}/
const everyEscapeLike = /\\(?=x[0-9a-f]{2})/g

/** The text of a name or key. */
export function nameFromBytes(bytes: Uint8Array): string {
  try {
    return escapeBackslashes(strictUtf8.decode(bytes))
  } catch {
    return nameFromBrokenBytes(bytes)
  }
}

/** The text of a name that is already valid text, such as one in a JSON document. */
export function nameFromText(text: string): string {
  return escapeBackslashes(text.toWellFormed())
}

/** Whether a name is the same in text and in UTF-8, so that it needs no decoding. */
export function isPlainName(name: string): boolean {
  return !name.includes('\\x') || !escapeLike.test(name)
}

/** The bytes of a name or key. */
export function nameToBytes(name: string): Uint8Array {
  if (isPlainName(name)) return encoder.encode(name)
  const bytes: number[] = []
  for (const part of name.split(/(\\x[0-9a-f]{2})/)) {
    if (part.length === 4 && escapeLike.test(part)) bytes.push(Number.parseInt(part.slice(2), 16))
    else for (const byte of encoder.encode(part)) bytes.push(byte)
  }
  return Uint8Array.from(bytes)
}

/** Code point order, the order of ties in every list. */
export function compareNames(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    const bothHigh = isSurrogate(x) === isSurrogate(y)
    if (bothHigh) return x < y ? -1 : 1
    return isSurrogate(x) ? 1 : -1
  }
  return a.length < b.length ? -1 : 1
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff
}

function escapeBackslashes(text: string): string {
  return text.includes('\\x') ? text.replace(everyEscapeLike, '\\x5c') : text
}

function nameFromBrokenBytes(bytes: Uint8Array): string {
  let text = ''
  let start = 0
  for (let i = 0; i < bytes.length;) {
    const length = sequenceLength(bytes, i)
    if (length > 0) {
      i += length
      continue
    }
    text += escapeBackslashes(strictUtf8.decode(bytes.subarray(start, i)))
    text += `\\x${bytes[i]!.toString(16).padStart(2, '0')}`
    i += 1
    start = i
  }
  return text + escapeBackslashes(strictUtf8.decode(bytes.subarray(start)))
}

/** Length of the well-formed UTF-8 sequence at `i` (table 3-7 of the Unicode Standard), 0 where there is none. */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const first = bytes[i]!
  if (first < 0x80) return 1
  const isTail = (at: number, low = 0x80, high = 0xbf): boolean => {
    const byte = bytes[at]
    return byte !== undefined && byte >= low && byte <= high
  }
  if (first >= 0xc2 && first <= 0xdf) return isTail(i + 1) ? 2 : 0
  if (first >= 0xe0 && first <= 0xef) {
    const low = first === 0xe0 ? 0xa0 : 0x80
    const high = first === 0xed ? 0x9f : 0xbf
    return isTail(i + 1, low, high) && isTail(i + 2) ? 3 : 0
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const low = first === 0xf0 ? 0x90 : 0x80
    const high = first === 0xf4 ? 0x8f : 0xbf
    return isTail(i + 1, low, high) && isTail(i + 2) && isTail(i + 3) ? 4 : 0
  }
  return 0
}
