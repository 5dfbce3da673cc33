import { command } from './commands.ts'
import type { Send } from './link.ts'
import { isNoPermission, isWrongType, unexpectedReply } from './server-errors.ts'
import { keyToWire, replyText, type Answer } from './wire.ts'

const chunkKeys = 1_000
const longestText = 4 * 1024 * 1024
const batchText = 16 * 1024 * 1024
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The type of each key, null where there is none or the account may not ask. */
export async function types(send: Send, keys: string[]): Promise<(string | null)[]> {
  const answers = await askEach(send, 'type', keys)
  return answers.map((answer) => {
    const type = replyText(answer)
    return type === 'none' ? null : type
  })
}

/** Seconds to live of each key, -1 without expiry, null where there is none or the account may not ask. */
export async function ttls(send: Send, keys: string[]): Promise<(number | null)[]> {
  const answers = await askEach(send, 'ttl', keys)
  return answers.map((answer) => (typeof answer === 'number' && answer >= -1 ? answer : null))
}

/** The text of each key, null where there is none, it is no text or longer than 4 MB, or it may not be read. */
export async function texts(send: Send, keys: string[]): Promise<(string | null)[]> {
  const lengths = await askEach(send, 'strlen', keys)
  const found = new Array<string | null>(keys.length).fill(null)
  for (const batch of batchesOf(lengths)) {
    const answers = await askEach(
      send,
      'get',
      batch.map((i) => keys[i]!),
    )
    answers.forEach((answer, i) => {
      found[batch[i]!] = Buffer.isBuffer(answer) ? decode(answer) : null
    })
  }
  return found
}

/** Places of the keys that have a text of fair length, in batches that a reply can hold. */
function batchesOf(lengths: (Answer | null)[]): number[][] {
  const batches: number[][] = []
  let bytes = batchText
  lengths.forEach((length, i) => {
    if (typeof length !== 'number' || length === 0 || length > longestText) return
    bytes += length
    if (bytes > batchText) {
      batches.push([])
      bytes = length
    }
    batches.at(-1)!.push(i)
  })
  return batches
}

async function askEach(send: Send, name: string, keys: string[]): Promise<(Answer | null)[]> {
  const answers: (Answer | null)[] = []
  for (let from = 0; from < keys.length; from += chunkKeys) {
    const chunk = keys.slice(from, from + chunkKeys).map((key) => command(name, keyToWire(key)))
    for (const answer of await send(chunk)) {
      if (!(answer instanceof Error)) answers.push(answer)
      else if (isNoPermission(answer) || isWrongType(answer)) answers.push(null)
      else throw unexpectedReply(name, answer)
    }
  }
  return answers
}

function decode(bytes: Buffer): string | null {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return null
  }
}
