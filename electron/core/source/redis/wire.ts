import { isPlainName, nameToBytes } from '../../../../shared/names.ts'

/** What a server answers to one command, as bytes: text is decoded where its encoding is known. */
export type Reply = Buffer | string | number | null | Reply[]

/** A reply, or the error that the server gave in its place. */
export type Answer = Reply | Error

/** A key in escaped form as it goes over the wire: text where the two are the same, else bytes. */
export function keyToWire(key: string): string | Buffer {
  return isPlainName(key) ? key : Buffer.from(nameToBytes(key))
}

/** A glob made with `globEscape` as it goes over the wire: there the backslash of an escaped byte is doubled. */
export function globToWire(glob: string): string | Buffer {
  if (!/\\\\x[0-9a-f]{2}/.test(glob)) return glob
  const parts = glob.split(/(\\\\x[0-9a-f]{2})/).map((part) => {
    if (!/^\\\\x[0-9a-f]{2}$/.test(part)) return Buffer.from(part)
    const byte = Number.parseInt(part.slice(3), 16)
    return byte === 0x5c ? Buffer.from('\\\\') : Buffer.from([byte])
  })
  return Buffer.concat(parts)
}

/** A reply that is text by its meaning, else null. */
export function replyText(reply: Answer | undefined): string | null {
  if (Buffer.isBuffer(reply)) return reply.toString('utf8')
  return typeof reply === 'string' ? reply : null
}

/** A flat list of names and values, as HELLO gives it. */
export function replyPairs(reply: Answer | undefined): Map<string, Reply> {
  const pairs = new Map<string, Reply>()
  if (!Array.isArray(reply)) return pairs
  for (let i = 0; i + 1 < reply.length; i += 2) {
    const name = replyText(reply[i])
    if (name !== null) pairs.set(name, reply[i + 1] ?? null)
  }
  return pairs
}
