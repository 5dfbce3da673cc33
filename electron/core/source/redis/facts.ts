import type { ServerFacts } from '../source.ts'
import { command } from './commands.ts'
import { standingFrom, type Standing } from './greet.ts'
import { infoNumber, parseInfo } from './info.ts'
import type { Send } from './link.ts'
import type { Memory } from './memory.ts'
import { mayWrite } from './rights.ts'
import { replyText } from './wire.ts'

/** What the server says of itself; null for what the account may not ask. */
export async function serverFacts(
  send: Send,
  memory: Memory,
  prefixes: string[],
): Promise<{ facts: ServerFacts; standing: Standing }> {
  const [hello, role, infoReply, size, statistics] = await send([
    command('hello'),
    command('role'),
    command('info'),
    command('dbsize'),
    command('info', 'commandstats'),
  ])
  if (memory.mayWrite === undefined) memory.mayWrite = await mayWrite(send, prefixes)
  const info = parseInfo(replyText(infoReply))
  const standing = withInfo(standingFrom(hello, role), info)
  return {
    standing,
    facts: {
      version: standing.version,
      mode: standing.mode,
      role: standing.role,
      runId: info.get('run_id') ?? null,
      evictedKeys: infoNumber(info, 'evicted_keys'),
      maxmemoryPolicy: info.get('maxmemory_policy') ?? null,
      maxmemory: infoNumber(info, 'maxmemory'),
      flushes: flushesIn(replyText(statistics)),
      keys: typeof size === 'number' ? size : null,
      commandsPerSecond: infoNumber(info, 'instantaneous_ops_per_sec'),
      mayWrite: memory.mayWrite,
    },
  }
}

function withInfo(standing: Standing, info: Map<string, string>): Standing {
  const mode = info.get('redis_mode')
  const role = info.get('role')
  const linkStatus = info.get('master_link_status')
  return {
    version: standing.version ?? info.get('redis_version') ?? null,
    mode: standing.mode ?? (mode === 'standalone' || mode === 'cluster' || mode === 'sentinel' ? mode : null),
    role: standing.role ?? (role === 'master' ? 'master' : role === 'slave' ? 'replica' : null),
    primaryLinkUp: linkStatus === undefined ? standing.primaryLinkUp : linkStatus === 'up',
  }
}

function flushesIn(statistics: string | null): number | null {
  if (statistics === null) return null
  const fields = parseInfo(statistics)
  return ['cmdstat_flushall', 'cmdstat_flushdb'].reduce((sum, name) => {
    const calls = /^calls=([0-9]{1,15}),/.exec(fields.get(name) ?? '')?.[1]
    return sum + Number(calls ?? 0)
  }, 0)
}
