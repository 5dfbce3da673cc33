import type { Archive } from '../reports/archive.ts'
import type { ServerFacts } from '../source/source.ts'
import type { Issues } from './issues.ts'

/** Compares a server's facts with those of the last time: another run, evictions and a policy that may evict are issues. */
export function watchServer(facts: ServerFacts, archive: Archive, issues: Issues): void {
  const before = archive.runFacts()
  const { runId, evictedKeys } = facts
  if (before.runId !== null && runId !== null && runId !== before.runId) {
    issues.raise('restarted', {
      code: 'restarted',
      message:
        'Redis was restarted, or another server answers at its address: what the sums do not confirm is unknown.',
    })
  }
  const evicted =
    evictedKeys === null ? 0 : evictedKeys - (runId === before.runId ? (before.evictedKeys ?? 0) : 0)
  if (evicted > 0) {
    issues.raise('evictions', {
      code: 'evictions',
      message: `Redis removed ${evicted} keys to save memory: what the sums do not confirm is unknown. Give it more memory or the policy noeviction.`,
      params: { count: evicted },
    })
  }
  if (facts.maxmemory && /^(allkeys|volatile)-/.test(facts.maxmemoryPolicy ?? '')) {
    issues.raise('policy', {
      code: 'may_evict',
      message: `The memory policy of Redis is ${facts.maxmemoryPolicy}: it may remove counters when memory runs out.`,
      params: { policy: String(facts.maxmemoryPolicy) },
    })
  }
  if (runId !== before.runId || evictedKeys !== before.evictedKeys)
    archive.saveRunFacts({ runId, evictedKeys })
}
