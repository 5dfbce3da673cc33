import { AppError } from '../../../../shared/errors.ts'

/** One command with its arguments, the name in small letters. */
export interface WireCommand {
  name: string
  args: (string | Buffer)[]
}

const readCommands = new Set([
  'time',
  'get',
  'mget',
  'type',
  'ttl',
  'pttl',
  'strlen',
  'zcard',
  'zrevrange',
  'zrange',
  'scan',
  'info',
  'dbsize',
  'role',
  'ping',
  'hello',
  'auth',
  'select',
])
const aclQuestions = new Set(['whoami', 'getuser', 'dryrun'])
const clientSettings = new Set(['setname', 'setinfo'])

/** Makes one command. */
export function command(name: string, ...args: (string | Buffer)[]): WireCommand {
  return { name, args }
}

/**
 * The allow-list: everything that goes to a server passes here, what the client library sends on its own included. Commands
 * that write, block or list all keys are not in it. Errors: `not_allowed`.
 */
export function assertAllowed(name: string, firstArgument: unknown): void {
  const small = name.toLowerCase()
  if (readCommands.has(small)) return
  const sub = String(firstArgument).toLowerCase()
  if (small === 'acl' && aclQuestions.has(sub)) return
  if (small === 'client' && clientSettings.has(sub)) return
  throw new AppError('not_allowed', `Tallyscope only reads: the command ${small.slice(0, 40)} is not sent.`)
}
