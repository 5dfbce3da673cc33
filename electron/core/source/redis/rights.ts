import { command } from './commands.ts'
import type { Send } from './link.ts'
import { replyPairs, replyText, keyToWire, type Answer } from './wire.ts'

/**
 * Whether the account could write a counter or a report, asked of the server's rules and never tried; null where the account
 * may not ask, or the server is too old to tell.
 */
export async function mayWrite(send: Send, prefixes: string[]): Promise<boolean | null> {
  const [who] = await send([command('acl', 'WHOAMI')])
  const user = Buffer.isBuffer(who) ? who : null
  if (!user) return null
  const asks = prefixes.map((prefix) => command('acl', 'DRYRUN', user, 'SET', keyToWire(`${prefix}:0`), '0'))
  const answers = await send([...asks, command('acl', 'GETUSER', user)])
  const verdicts = answers.slice(0, -1).map(verdictOf)
  if (verdicts.includes(true)) return true
  if (verdicts.every((verdict) => verdict === false)) return false
  return fromRules(answers.at(-1))
}

/** DRYRUN answers OK, or a sentence why not; an error means that it cannot be asked. */
function verdictOf(answer: Answer): boolean | null {
  const text = replyText(answer)
  return text === null ? null : text === 'OK'
}

/** Before DRYRUN existed: all keys with all commands may write, only reading commands may not, between them nobody knows. */
function fromRules(answer: Answer | undefined): boolean | null {
  const rules = replyPairs(answer)
  const commands = (replyText(rules.get('commands')) ?? '').trim()
  if (commands === '') return null
  if (commands === '+@all' && JSON.stringify(textsOf(rules.get('keys'))).includes('*')) return true
  return commands.startsWith('-@all') && !/\+(@all|@write|@string|set\b)/.test(commands) ? false : null
}

function textsOf(reply: Answer | undefined): (string | null)[] {
  return Array.isArray(reply) ? reply.map((item) => replyText(item)) : [replyText(reply)]
}
