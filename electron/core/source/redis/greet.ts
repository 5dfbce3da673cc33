import { AppError } from '../../../../shared/errors.ts'
import { counterKey } from '../../../../shared/keys.ts'
import { command } from './commands.ts'
import { notRedis } from './failures.ts'
import { connectionFailureAmong, type Link } from './link.ts'
import { isNoPermission } from './server-errors.ts'
import { keyToWire, replyPairs, replyText, type Answer } from './wire.ts'

/** What a server is, as far as the account may know. */
export interface Standing {
  version: string | null
  mode: 'standalone' | 'sentinel' | 'cluster' | null
  role: 'master' | 'replica' | null
  /** Whether a replica hears its primary. */
  primaryLinkUp: boolean | null
}

/**
 * The first questions of a new link: whether it leads to one Redis that has loaded its data and lets this account read
 * counters under `prefix`. Rejects with the reason why not.
 */
export async function greet(link: Link, prefix: string, where: string): Promise<Standing> {
  const anyCounter = keyToWire(counterKey(prefix, 'day', 0, { kind: 'total' }))
  const [hello, role, get, mget] = await link.send([
    command('hello'),
    command('role'),
    command('get', anyCounter),
    command('mget', anyCounter),
  ])
  const standing = standingFrom(hello, role)
  if (standing.mode === 'sentinel') {
    throw new AppError(
      'is_sentinel',
      `This is a Redis Sentinel, which holds no counters: write the address of the Redis it watches.`,
    )
  }
  if (standing.mode === 'cluster') {
    throw new AppError(
      'is_cluster',
      'This is a Redis Cluster, which is not supported yet: use a standalone Redis.',
    )
  }
  const failure = connectionFailureAmong([get ?? null, mget ?? null])
  if (failure) throw failure
  if (isNoPermission(get) && isNoPermission(mget)) {
    throw new AppError(
      'no_permission',
      `The account may read no counter under "${prefix}:": ask for GET and MGET on the keys ${prefix}:*.`,
    )
  }
  if (isUnknownCommand(get) && isUnknownCommand(mget)) throw notRedis(where)
  return standing
}

/** Version, mode and role from the answers to HELLO and ROLE; each may have been refused. */
export function standingFrom(hello: Answer | undefined, role: Answer | undefined): Standing {
  const said = replyPairs(hello)
  const mode = replyText(said.get('mode'))
  const roles = Array.isArray(role) ? role : []
  const roleName = replyText(roles[0]) ?? replyText(said.get('role'))
  return {
    version: replyText(said.get('version')),
    mode:
      mode === 'standalone' || mode === 'cluster' || mode === 'sentinel'
        ? mode
        : roleName === 'sentinel'
          ? 'sentinel'
          : null,
    role:
      roleName === 'master' ? 'master' : roleName === 'slave' || roleName === 'replica' ? 'replica' : null,
    primaryLinkUp: replyText(roles[0]) === 'slave' ? replyText(roles[3]) === 'connected' : null,
  }
}

function isUnknownCommand(answer: Answer | undefined): boolean {
  return answer instanceof Error && answer.message.includes('unknown command')
}
