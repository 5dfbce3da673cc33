import { parseCount } from '../../../../shared/keys.ts'
import type { Reading } from '../source.ts'
import type { Reply } from './wire.ts'

/** The counter in a reply to GET or MGET. Agrees with `parseCount` on every value; up to 15 digits are read in place. */
export function countFromReply(reply: Reply | undefined): Reading {
  if (reply === null || reply === undefined) return null
  if (!Buffer.isBuffer(reply) || reply.length > 16) return 'bad_value'
  const { length } = reply
  if (length === 16) return parseCount(reply.toString('latin1')) ?? 'bad_value'
  if (length === 0 || (length > 1 && reply[0] === 0x30)) return 'bad_value'
  let value = 0
  for (let i = 0; i < length; i++) {
    const digit = reply[i]! - 0x30
    if (digit < 0 || digit > 9) return 'bad_value'
    value = value * 10 + digit
  }
  return value
}
