import { AppError } from '../../../../shared/errors.ts'
import { nameFromBytes } from '../../../../shared/names.ts'
import type { IndexMember } from '../source.ts'
import { command } from './commands.ts'
import type { Send } from './link.ts'
import { isNoPermission, isWrongType, unexpectedReply } from './server-errors.ts'
import { keyToWire, replyText, type Answer, type Reply } from './wire.ts'

const pageMembers = 1_000
const mostMembers = 100_000

/**
 * The members of a sorted set, most recent first; null where there is no such set or it may not be read, which is told by
 * `no_permission` where `tellsRefusal` is set.
 */
export async function members(send: Send, key: string, tellsRefusal = false): Promise<IndexMember[] | null> {
  const wireKey = keyToWire(key)
  const [size] = await send([command('zcard', wireKey)])
  if (isRefused(size, 'zcard', tellsRefusal) || typeof size !== 'number' || size === 0) return null
  const seen = new Map<string, number>()
  for (let from = 0; from < Math.min(size, mostMembers); from += pageMembers) {
    const to = String(from + pageMembers - 1)
    const [page] = await send([command('zrevrange', wireKey, String(from), to, 'WITHSCORES')])
    if (isRefused(page, 'zrevrange', tellsRefusal)) return null
    for (const [name, lastSeen] of pairsOf(page)) if (!seen.has(name)) seen.set(name, lastSeen)
  }
  return [...seen].map(([name, lastSeen]) => ({ name, lastSeen }))
}

function isRefused(answer: Answer | undefined, name: string, tells: boolean): boolean {
  if (!(answer instanceof Error)) return false
  if (isNoPermission(answer) && tells) {
    throw new AppError('no_permission', `The account may not use ${name.toUpperCase()} on this key.`, {
      cause: answer,
    })
  }
  if (isNoPermission(answer) || isWrongType(answer)) return true
  throw unexpectedReply(name, answer)
}

function pairsOf(page: Answer | undefined): [string, number][] {
  if (!Array.isArray(page)) return []
  const flat: Reply[] = page.flat()
  const pairs: [string, number][] = []
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const name = flat[i]
    const score = Number(replyText(flat[i + 1]) ?? flat[i + 1])
    if (Buffer.isBuffer(name)) pairs.push([nameFromBytes(name), Number.isFinite(score) ? score : 0])
  }
  return pairs
}
