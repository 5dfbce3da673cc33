import { AppError } from '../../../../shared/errors.ts'
import { isDate } from '../../../../shared/calendar-date.ts'
import { lockKey, reportKey } from '../../../../shared/keys.ts'
import type { Allow } from './client.ts'
import { command, type WireCommand } from './commands.ts'
import { keyToWire } from './wire.ts'

/** Stored reports live for 365 days (section 1 of the meaning of figures). */
const reportSeconds = '31536000'
/** The random token of a lock. */
const tokenShape = /^[0-9a-f]{32}$/

type Argument = string | Buffer

/** The commands that write, in the only forms in which they are sent. */
export const writeCommands = {
  newReport: (key: Argument, text: string): WireCommand =>
    command('set', key, Buffer.from(text, 'utf8'), 'NX', 'EX', reportSeconds),
  nextReport: (key: Argument, text: string): WireCommand =>
    command('set', key, Buffer.from(text, 'utf8'), 'XX', 'EX', reportSeconds),
  takeLock: (key: Argument, token: string, forMs: number): WireCommand =>
    command('set', key, token, 'NX', 'PX', String(forMs)),
  keepLock: (key: Argument, token: string, forMs: number): WireCommand =>
    command('set', key, token, 'XX', 'PX', String(forMs)),
}

const always = new Set(['hello', 'auth', 'select', 'multi', 'exec'])
const ownKeys = new Set(['get', 'watch'])

/**
 * The allow-list of the connection that writes: reports of dates under one prefix, always with their time to live and either where
 * none stands or where one does, and the lock beside them. Errors: `not_allowed`.
 */
export function writeAllowList(reportPrefix: string): Allow {
  const isLock = (key: unknown): boolean => isSame(key, lockKey(reportPrefix))
  const isReport = (key: unknown): boolean => {
    const date = String(key).slice(-10)
    return isDate(date) && isSame(key, reportKey(reportPrefix, date))
  }
  const isWrite = ([key, value, when, unit, life, ...more]: readonly unknown[]): boolean => {
    if (more.length > 0 || !['NX', 'XX'].includes(String(when))) return false
    if (isReport(key)) return unit === 'EX' && life === reportSeconds
    return (
      isLock(key) && tokenShape.test(String(value)) && unit === 'PX' && /^[1-9][0-9]{0,5}$/.test(String(life))
    )
  }
  return (name, args) => {
    const small = name.toLowerCase()
    if (always.has(small)) return
    if (small === 'client' && String(args[0]).toLowerCase() === 'setname') return
    if (ownKeys.has(small) && args.length === 1 && (isReport(args[0]) || isLock(args[0]))) return
    if (small === 'set' && isWrite(args)) return
    throw new AppError(
      'not_allowed',
      `Tallyscope writes stored reports and their lock alone: this ${small.slice(0, 40)} is not sent.`,
    )
  }
}

function isSame(sent: unknown, key: string): boolean {
  const bytes = Buffer.isBuffer(sent) ? sent : Buffer.from(String(sent))
  return bytes.equals(Buffer.from(keyToWire(key)))
}
