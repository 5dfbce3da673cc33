import type { ConnectionCheck, ConnectionTest } from '../../../../shared/connection.ts'
import { command } from './commands.ts'
import { parseInfo } from './info.ts'
import type { Send } from './link.ts'
import { isNoPermission } from './server-errors.ts'
import { replyText, type Answer } from './wire.ts'

/** What the server itself tells: its clock, its state, its role, and the keys of each database. */
export async function checkServer(
  test: ConnectionTest,
  send: Send,
): Promise<{ serverMs: number | null; keyspace: Map<number, number> }> {
  const [time, infoReply, role, size] = await send([
    command('time'),
    command('info'),
    command('role'),
    command('dbsize'),
  ])
  const info = parseInfo(replyText(infoReply))
  test.keys = typeof size === 'number' ? size : null
  test.serverVersion ??= info.get('redis_version') ?? null
  test.checks.push(
    rightCheck(
      'time',
      time,
      'The server tells the time.',
      "TIME is refused: this computer's clock stands in for the server's.",
    ),
    rightCheck(
      'info',
      infoReply,
      'The server tells its state.',
      'INFO is refused: evictions, restarts and the memory policy stay unseen.',
    ),
    rightCheck(
      'role',
      role,
      'The server tells its role.',
      'ROLE is refused: a replica that lags may not be noticed.',
    ),
  )
  const seconds = Array.isArray(time) ? Number(replyText(time[0])) : Number.NaN
  return { serverMs: Number.isSafeInteger(seconds) ? seconds * 1_000 : null, keyspace: keyspaceOf(info) }
}

/** A check that only asks whether the account has a right. */
export function rightCheck(
  what: ConnectionCheck['what'],
  answer: Answer | undefined,
  fine: string,
  refused: string,
): ConnectionCheck {
  if (!(answer instanceof Error)) return { what, ok: true, outcome: 'ok', message: fine }
  const code = isNoPermission(answer) ? 'no_permission' : 'not_supported'
  return { what, ok: false, outcome: 'refused', message: refused, code }
}

function keyspaceOf(info: Map<string, string>): Map<number, number> {
  const keyspace = new Map<number, number>()
  for (const [name, value] of info) {
    const keys = /^keys=([0-9]+)/.exec(value)?.[1]
    if (/^db[0-9]+$/.test(name) && keys !== undefined) keyspace.set(Number(name.slice(2)), Number(keys))
  }
  return keyspace
}
