import type { RedisServer } from '../support/redis-server.ts'

/** Calls of each command and keys looked up, as the server counts them. */
export type CommandCount = Map<string, number>

/** What a server has done since it started; what the count itself needs is left out. */
export async function countCommands(redis: RedisServer): Promise<CommandCount> {
  const stats = String(await redis.command('INFO', 'commandstats', 'stats'))
  const found: CommandCount = new Map()
  for (const [, name, calls] of stats.matchAll(/^cmdstat_(\S+?):calls=(\d+)/gm)) {
    if (name !== 'info') found.set(name!, Number(calls))
  }
  const number = (field: string): number => Number(new RegExp(`^${field}:(\\d+)`, 'm').exec(stats)?.[1] ?? 0)
  found.set('keys', number('keyspace_hits') + number('keyspace_misses'))
  return found
}

/** What was done between two counts, in a fixed order: `get 8, mget 2, time 1, keys 1011`, each by `runs`. */
export function describeDifference(before: CommandCount, after: CommandCount, runs: number): string {
  return [...after]
    .map(([name, calls]) => [name, calls - (before.get(name) ?? 0)] as const)
    .filter(([, calls]) => calls !== 0)
    .sort(([a], [b]) => (a === 'keys' ? 1 : b === 'keys' ? -1 : a < b ? -1 : 1))
    .map(([name, calls]) => `${name} ${Number((calls / runs).toFixed(2))}`)
    .join(', ')
}
