import type { Issue } from '../../../shared/figures.ts'
import type { Health } from '../../../shared/health.ts'
import { shareOf } from '../../../shared/change.ts'
import { bySeverity } from '../../../shared/severity.ts'
import { isoInstant, tableRetentionMs, widthMs } from '../../../shared/time.ts'
import { inspectScheme } from '../source/scheme/inspect.ts'
import type { ServerFacts } from '../source/source.ts'
import type { NameKind } from './catalogue.ts'
import type { Parts } from './parts.ts'
import { verifySums } from './verify.ts'

/** Clocks that differ by less are said to agree. */
const agreeMs = 2_000

/**
 * Whether the figures can be trusted: the server's facts, the sums of today and yesterday, and one bounded sample of keys. It
 * starts no discovery; endpoints that the sample shows are added to the known ones.
 */
export function answerHealth(parts: Parts): Promise<Health> {
  return parts.tasks.run('health', async ({ signal, progress }) => {
    const { source, clock, reader, catalogue, conservation } = parts
    await parts.ready()
    await parts.askFacts()
    const clockSkewMs = await skewOf(parts)
    const facts = await source.facts()
    signal.throwIfAborted()
    const { report, counters } = await inspectScheme(source, {
      info: source.info,
      clock,
      keys: facts.keys,
      nowMs: reader.nowMs(),
      signal,
      onKeys: (looked) => progress(looked, null),
    })
    for (const { prefix, granularity, series } of counters) {
      if (prefix !== source.info.prefix || granularity !== 'day') continue
      if (series.kind === 'api' || series.kind === 'status') catalogue.add(series.kind, [series.name])
    }
    await verifySums(parts)
    conservation.reset()
    const { sample, day } = await parts.refresh(0, true)
    const balances = await balancesOf(parts, day)
    signal.throwIfAborted()
    const head = parts.head()
    return {
      ...head,
      issues: bySeverity([
        ...withoutTwins(head.issues, report.issues),
        ...report.issues,
        ...clockIssues(clockSkewMs),
        ...flushIssues(facts),
        ...sumIssues(balances, report.issues),
      ]),
      asOf: isoInstant(sample.atMs),
      date: new Date(sample.atMs).toISOString().slice(0, 10),
      coverage: { ...coverageOf(balances, day), users: null },
      users: countedUsers(parts, day),
      clockSkewMs,
      looked: report.looked,
      server: {
        version: facts.version,
        keys: facts.keys,
        maxmemory: facts.maxmemory,
        maxmemoryPolicy: facts.maxmemoryPolicy,
        evictedKeys: facts.evictedKeys,
        flushes: facts.flushes,
      },
      scheme: { offset: report.offset, expiry: report.expiry, sums: report.sums },
    }
  })
}

interface Balance {
  kind: NameKind
  day: number
  total: number
  explained: number
}

async function balancesOf({ balanceOf, refresh }: Parts, day: number): Promise<Balance[]> {
  for (const kind of ['api', 'status'] as const) await balanceOf(kind, day, true)
  // The running day is judged by a reading that holds its total before and after its parts.
  await refresh(0, true)
  const found: Balance[] = []
  for (const one of [day - 1, day]) {
    for (const kind of ['api', 'status'] as const) {
      const balance = await balanceOf(kind, one, true)
      if (balance) found.push({ kind, day: one, ...balance })
    }
  }
  return found
}

function coverageOf(
  balances: readonly Balance[],
  day: number,
): { apis: number | null; statuses: number | null } {
  const of = (kind: NameKind): number | null => {
    const balance = balances.find((one) => one.kind === kind && one.day === day)
    return balance ? shareOf(balance.explained, balance.total) : null
  }
  return { apis: of('api'), statuses: of('status') }
}

/** What the last census that counted a closed day found of it. Users of a running day are not counted. */
function countedUsers({ archive }: Parts, today: number): Health['users'] {
  const last = archive.userDays(today - tableRetentionMs.day / widthMs.day, today - 1).at(-1)
  if (!last) return null
  const date = new Date(last.day * widthMs.day).toISOString().slice(0, 10)
  return { date, share: last.total === null ? null : shareOf(last.calls, last.total) }
}

/** The server's clock less this computer's, at the middle of the fastest of a few round trips. */
async function skewOf({ source, clock }: Parts): Promise<number | null> {
  let best: { skewMs: number; tookMs: number } | null = null
  for (let i = 0; i < 3; i++) {
    const askedMs = clock.now()
    const { serverMs, latencyMs } = await source.read({ totals: [], parts: [] })
    if (serverMs === null) return null
    if (best === null || latencyMs < best.tookMs)
      best = { skewMs: serverMs - askedMs - latencyMs / 2, tookMs: latencyMs }
  }
  // No difference has no sign.
  return best && Math.round(best.skewMs) + 0
}

function clockIssues(skewMs: number | null): Issue[] {
  if (skewMs === null || Math.abs(skewMs) <= agreeMs) return []
  const seconds = Math.round(Math.abs(skewMs) / 100) / 10
  const word = skewMs > 0 ? 'ahead of' : 'behind'
  return [
    {
      code: 'clocks_differ',
      message: `The server's clock is ${seconds} s ${word} this computer's. Figures follow the server's clock.`,
      params: { seconds, skewMs },
    },
  ]
}

function flushIssues({ flushes }: ServerFacts): Issue[] {
  if (!flushes) return []
  return [
    {
      code: 'flushed',
      message: `Redis was emptied ${flushes} times since it started (FLUSHALL or FLUSHDB): counters from before are gone.`,
      params: { count: flushes },
    },
  ]
}

/** What today and yesterday say that the closed buckets of the sample did not say already. */
function sumIssues(balances: readonly Balance[], said: readonly Issue[]): Issue[] {
  const isSaid = (code: string): boolean => said.some((issue) => issue.code === code)
  return balances.flatMap(({ kind, day, total, explained }): Issue[] => {
    const date = new Date(day * widthMs.day).toISOString().slice(0, 10)
    const parts = kind === 'api' ? 'endpoints' : 'statuses'
    const figures = kind === 'api' ? 'shares of endpoints' : 'the success rate'
    if (explained > total && !(kind === 'api' && isSaid('endpoint_not_in_total'))) {
      const message = `On ${date} (UTC) the known ${parts} add up to ${explained} calls, the total says ${total}: the total lost counts or is not counted with each call. It touches that day's total and ${figures}.`
      return [{ code: 'lost_counts', message, params: { total, explained, date } }]
    }
    const code = kind === 'api' ? 'unexplained' : 'unexplained_statuses'
    if (explained < total && !isSaid(code)) {
      const message = `On ${date} (UTC) ${total - explained} of ${total} calls belong to none of the known ${parts}. It touches ${figures}; the total is right.`
      return [{ code, message, params: { count: total - explained, date } }]
    }
    return []
  })
}

/** Issues that the inspection has not found too, with more about them. */
function withoutTwins(issues: readonly Issue[], found: readonly Issue[]): Issue[] {
  const own = new Set(found.map(twinOf))
  return issues.filter((issue) => !own.has(twinOf(issue)))
}

function twinOf({ code, key, params }: Issue): string {
  if (code === 'no_expiry' || code === 'short_expiry') return `${code}:${params?.['granularity']}`
  return `${code}:${key ?? ''}`
}
