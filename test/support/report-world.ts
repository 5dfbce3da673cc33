import { composeReport } from '../../electron/core/reports/compose-report.ts'
import { openArchive, type Archive } from '../../electron/core/reports/archive.ts'
import type { Composed } from '../../electron/core/reports/report-world.ts'
import { openParts, type Parts } from '../../electron/core/stats/parts.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import { defaultStatusLists } from '../../shared/success.ts'
import { seedOfCalls, type Call } from './calls.ts'
import { createFakeClock } from './fake-clock.ts'
import type { RedisServer, SeedEntry } from './redis-server.ts'
import { keptLog, sourceFor } from './source-kit.ts'
import { withClock } from './world.ts'

interface ReportWorldOptions {
  nowMs: number
  prefix: string
  bucketOffsetMinutes?: number
  /** What the services do before each reading. */
  meanwhile?(): Promise<unknown>
}

export interface ReportWorldKit {
  parts: Parts
  archive: Archive
  compose(zone: string, date: string): Promise<Composed>
  close(): Promise<void>
}

/** The keys that services left for calls, as far as Redis still keeps them, without expiry: real ones run by the server's own clock. */
export function lastingKeys(calls: Call[], nowMs: number, prefix: string): Map<string, string> {
  return new Map(seedOfCalls(calls, nowMs, prefix).map(([key, value]) => [String(key), String(value)]))
}

/** The counters of statuses by hour that the recorder adds. */
export function hourStatusKeys(calls: Call[], nowMs: number, prefix: string): Map<string, string> {
  const counts = new Map<string, number>()
  for (const { atMs, status } of calls) {
    const hour = Math.floor(atMs / 3_600_000)
    if (hour * 3_600_000 + 30 * 86_400_000 <= nowMs) continue
    const key = `${prefix}:hour:${hour}:status:${status}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return new Map([...counts].map(([key, count]) => [key, String(count)]))
}

/** What makes reports, over counters in a real Redis and a clock that stands still. */
export async function openReportWorld(
  redis: RedisServer,
  keys: ReadonlyMap<string, string>,
  { nowMs, prefix, bucketOffsetMinutes = 0, meanwhile = async () => undefined }: ReportWorldOptions,
): Promise<ReportWorldKit> {
  await redis.seed([...keys] satisfies SeedEntry[])
  const clock = createFakeClock(nowMs)
  const real = sourceFor(redis.url, { prefix, bucketOffsetMinutes })
  await real.open()
  const source = withClock(real, clock)
  const archive = openArchive({ file: ':memory:', log: keptLog() })
  const parts = openParts({
    source: {
      ...source,
      async read(request) {
        await meanwhile()
        return source.read(request)
      },
    },
    archive,
    clock,
    log: keptLog(),
    testNowMs: undefined,
    version: '1.2.3',
    onDiscovery: () => undefined,
  })
  await parts.ready()
  return {
    parts,
    archive,
    compose: (zone, date) =>
      composeReport(parts, { zone: parts.zoneOf(zone), date, statusLists: defaultStatusLists }),
    async close() {
      await parts.discovery.stop()
      await real.close()
    },
  }
}

/** A report as it comes back from its document, breakdowns as maps, for endpoints may be called `__proto__`. */
export function readBack(report: DailyReport): Record<string, unknown> & { codes: string[] } {
  const { api_breakdown, status_breakdown, quality, ...rest } = JSON.parse(
    JSON.stringify(report),
  ) as DailyReport
  const { issues, ...shares } = quality
  return {
    ...rest,
    api_breakdown: api_breakdown && new Map(Object.entries(api_breakdown)),
    status_breakdown: status_breakdown && new Map(Object.entries(status_breakdown)),
    quality: shares,
    codes: issues.map(({ code }) => code).filter((code) => code !== 'no_expiry'),
  }
}
