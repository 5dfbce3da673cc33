/** The first whole command in `bytes`, its name in small letters. */
export function takeCommand(bytes: Buffer): { name: string; length: number } | null {
  const length = takeReply(bytes)
  if (length === 0) return null
  const size = bytes.indexOf('\r\n', bytes.indexOf('$'))
  const name = bytes.subarray(size + 2, bytes.indexOf('\r\n', size + 2)).toString('latin1')
  return { name: name.toLowerCase(), length }
}

/** How many bytes the first whole RESP value in `bytes` takes; 0 where it is not whole yet. */
export function takeReply(bytes: Buffer, at = 0): number {
  const end = bytes.indexOf('\r\n', at)
  if (end < 0) return 0
  const head = end + 2 - at
  const kind = String.fromCharCode(bytes[at]!)
  if (!'$=!*%~>'.includes(kind)) return head
  const size = Number(bytes.toString('latin1', at + 1, end))
  if (size < 0) return head
  if ('$=!'.includes(kind)) return bytes.length >= at + head + size + 2 ? head + size + 2 : 0
  let length = head
  for (let i = 0; i < (kind === '%' ? size * 2 : size); i++) {
    const inner = takeReply(bytes, at + length)
    if (inner === 0) return 0
    length += inner
  }
  return length
}
