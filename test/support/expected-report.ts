import type { Call } from './calls.ts'
import { expectedOf, type Expected } from './expected.ts'

/**
 * What the rules say of the report of one closed day, counted from a complete list of calls with Intl alone. `hasHourStatuses`:
 * the services count statuses by hour too. Issues are left to the codes that the day itself calls for.
 */
const hourMs = 3_600_000
const dayMs = 86_400_000

export interface ExpectedWorld {
  calls: Call[]
  nowMs: number
  zone: string
  hasHourStatuses: boolean
}

export type ExpectedReport =
  { kind: 'skip'; why: string } | { kind: 'report'; figures: Record<string, unknown>; codes: string[] }

interface Own {
  calls: number | null
  approximate: boolean
}

export function expectedReport(world: ExpectedWorld, date: string): ExpectedReport {
  const { calls, nowMs, zone } = world
  const expected = expectedOf(calls, nowMs, zone)
  const [startMs, endMs] = expected.edges(date)
  const firstMs = Math.floor(Math.min(...calls.map(({ atMs }) => atMs)) / dayMs) * dayMs
  if (startMs < firstMs) return { kind: 'skip', why: 'not_counted_yet' }
  const total = own(expected, zone, date)
  if (total.calls === null) return { kind: 'skip', why: whyNone(world, startMs) }
  const ofDay = calls.filter(({ atMs }) => atMs >= startMs && atMs < endMs)
  const all = total.calls

  const names = [...new Set(calls.map(({ endpoint }) => endpoint))]
  const owns = names.map((name) => [name, own(expected, zone, date, name, total.approximate)] as const)
  const apis = owns.flatMap(([name, { calls: known }]) => (known ? [[name, known] as const] : []))
  const approximate =
    total.approximate || owns.some(([, { calls: known, approximate: is }]) => is && known !== null)
  const statuses = statusesOf(world, ofDay, { startMs, endMs, isApproximate: total.approximate, all })
  const hourly = hoursOf(expected, startMs, endMs)
  const knownHours = hourly.filter(({ calls: known }) => known !== null)
  const full = knownHours.filter(({ minutes }) => minutes === 60)
  const most = Math.max(...full.map(({ calls: known }) => known!))
  const peak = full.find(({ calls: known }) => known === most)
  const good = countOf(statuses, /^(success|ok|[23][0-9]{2})$/i)
  const bad = countOf(statuses, /^(error|fail|timeout|[45][0-9]{2})$/i)
  const other = sum(statuses ?? []) - good - bad
  const shareOf = (parts: (readonly [string, number])[] | null): number | null =>
    all === 0 || parts === null || (parts.length === 0 && all > 0) ? null : sum(parts) / all

  const hourSum = knownHours.reduce((so, one) => so + one.calls!, 0)
  return {
    kind: 'report',
    figures: {
      date,
      zone,
      schema: 1,
      total_calls: all,
      approximate,
      api_breakdown: apis.length === 0 && all > 0 ? null : new Map(apis),
      status_breakdown: statuses && new Map(statuses),
      success_rate: good + bad === 0 ? null : good / (good + bad),
      hourly,
      peak_hour: peak ? { start: peak.start, calls: peak.calls } : null,
      active_users: null,
      new_users: null,
      top_users: null,
      previous_day: comparison(all, own(expected, zone, expected.dateBefore(date, 1))),
      previous_week: comparison(all, own(expected, zone, expected.dateBefore(date, 7))),
      quality: {
        hours: all === 0 || knownHours.length === 0 ? null : hourSum / all,
        apis: shareOf(apis),
        statuses: shareOf(statuses),
        users: null,
      },
    },
    codes: [
      ...(approximate ? ['approximate'] : []),
      ...(knownHours.length < hourly.length && !approximate ? ['hours_unknown'] : []),
      ...(sum(apis) < all ? ['unexplained'] : []),
      ...(statuses === null ? ['statuses_by_utc_day'] : []),
      ...(other > 0.01 * (good + bad + other) ? ['unclassified'] : []),
      zone === 'UTC' ? 'users_not_counted' : 'users_by_utc_day',
    ],
  }
}

/** A day's own calls: exact, else by the hours that start in it. */
function own(expected: Expected, zone: string, date: string, name?: string, isByHours = false): Own {
  const [startMs, endMs] = expected.edges(date)
  if (zone === 'UTC') return { calls: expected.bucket('day', startMs / dayMs, name), approximate: false }
  const exact = between(expected, startMs, endMs, name)
  if (exact !== null && !isByHours) return { calls: exact, approximate: false }
  const [from, to] = [startMs, endMs].map((ms) => Math.ceil(ms / hourMs) * hourMs) as [number, number]
  const calls = between(expected, from, to, name)
  return { calls, approximate: calls !== null }
}

/** A UTC day on which an endpoint was not called adds nothing, whatever is gone of its hours. */
function between(expected: Expected, fromMs: number, toMs: number, name?: string): number | null {
  let calls: number | null = 0
  for (let ms = fromMs; ms < toMs;) {
    const endMs = Math.min(toMs, (Math.floor(ms / dayMs) + 1) * dayMs)
    const whole = expected.bucket('day', Math.floor(ms / dayMs), name)
    const isWhole = endMs - ms === dayMs
    const part = whole === 0 || isWhole ? whole : expected.span(ms, endMs, name)
    calls = calls === null || part === null ? null : calls + part
    ms = endMs
  }
  return calls
}

function whyNone({ nowMs, zone, calls }: ExpectedWorld, startMs: number): string {
  if (zone === 'UTC') return startMs + 365 * dayMs <= nowMs ? 'expired' : 'lost'
  // Of a day without any counter nothing is known, however old.
  const days = [startMs, startMs + dayMs - 1].map((ms) => Math.floor(ms / dayMs))
  const isCounted = days.every((day) => calls.some(({ atMs }) => Math.floor(atMs / dayMs) === day))
  return isCounted && startMs + 30 * dayMs <= nowMs ? 'hours_gone' : 'lost'
}

function hoursOf(expected: Expected, startMs: number, endMs: number) {
  const hours: { start: string; minutes: number; calls: number | null }[] = []
  for (let ms = startMs; ms < endMs;) {
    const next = Math.min(endMs, (Math.floor(ms / hourMs) + 1) * hourMs)
    const calls = expected.span(ms, next)
    hours.push({ start: new Date(ms).toISOString(), minutes: (next - ms) / 60_000, calls })
    ms = next
  }
  return hours
}

/** Services count statuses by UTC day; with their hours a day whose edges are full hours is known too. */
function statusesOf(
  { zone, nowMs, hasHourStatuses }: ExpectedWorld,
  ofDay: Call[],
  { startMs, endMs, all }: { startMs: number; endMs: number; isApproximate: boolean; all: number },
): [string, number][] | null {
  const isKnown =
    zone === 'UTC' ||
    (hasHourStatuses &&
      startMs % hourMs === 0 &&
      endMs % hourMs === 0 &&
      Math.floor(startMs / dayMs) * dayMs + 30 * dayMs > nowMs)
  if (!isKnown || (ofDay.length === 0 && all > 0)) return null
  const counts = new Map<string, number>()
  for (const { status } of ofDay) counts.set(status, (counts.get(status) ?? 0) + 1)
  return [...counts]
}

function comparison(all: number, { calls }: Own): unknown {
  if (calls === null) return null
  return { total_calls: calls, change: calls === 0 ? null : all / calls - 1 }
}

function countOf(statuses: [string, number][] | null, like: RegExp): number {
  return (statuses ?? []).filter(([status]) => like.test(status)).reduce((so, [, calls]) => so + calls, 0)
}

function sum(parts: readonly (readonly [string, number])[]): number {
  return parts.reduce((so, [, calls]) => so + calls, 0)
}
