import { expect } from 'vitest'
import type { Overview, Trend, TrendPoint } from '../../shared/figures.ts'
import type { Call } from './calls.ts'
import { expectedOf, type Expected } from './expected.ts'

const minuteMs = 60_000
const hourMs = 3_600_000
const dayMs = 86_400_000

/** Holds an overview against the list of calls that the counters were made of; every difference fails. */
export function expectOverview(overview: Overview, calls: Call[], nowMs: number): void {
  const { zone } = overview
  const expected = expectedOf(calls, nowMs, zone)
  const date = expected.dateAt(nowMs)
  const before = expected.dateBefore(date, 1)
  const [startMs, endMs] = expected.edges(date)
  const [previousStartMs, previousEndMs] = expected.edges(before)
  const untilMs = Math.max(startMs, Math.floor(nowMs / minuteMs) * minuteMs)
  const previousUntilMs = Math.min(
    Math.max(expected.sameWall(untilMs, before), previousStartMs),
    previousEndMs,
  )
  const today = expected.day(date)
  const comparable = expected.span(startMs, untilMs)
  const previous = expected.span(previousStartMs, previousUntilMs)

  expect(overview.asOf).toBe(new Date(nowMs).toISOString())
  expect(overview.today).toMatchObject({
    date,
    start: new Date(startMs).toISOString(),
    end: new Date(endMs).toISOString(),
    calls: today.calls,
    comparable,
    comparableUntil: new Date(untilMs).toISOString(),
    previous,
    previousUntil: new Date(previousUntilMs).toISOString(),
    change: changeOf(comparable, previous),
    spansDiffer: untilMs - startMs !== previousUntilMs - previousStartMs,
    approximate: false,
  })
  expectHour(overview, expected, nowMs, untilMs)
  expectHours(overview, expected, { nowMs, startMs, endMs, before })
  expectHot(overview, calls, expected, {
    startMs,
    endMs,
    untilMs,
    previousStartMs,
    previousEndMs,
    previousUntilMs,
  })
  expectStatuses(overview, calls, nowMs, startMs)
}

function expectHour(overview: Overview, expected: Expected, nowMs: number, untilMs: number): void {
  const hour = Math.floor(nowMs / hourMs)
  const startMs = hour * hourMs
  const dayBefore = expected.dateBefore(expected.dateAt(startMs), 1)
  const previousMs = expected.sameWall(startMs, dayBefore)
  const comparable = expected.span(startMs, untilMs)
  const previous = expected.span(previousMs, previousMs + untilMs - startMs)
  expect(overview.currentHour).toMatchObject({
    start: new Date(startMs).toISOString(),
    calls: expected.bucket('hour', hour),
    comparable,
    previous,
    change: changeOf(comparable, previous),
  })
  const minute = Math.floor(nowMs / 60_000)
  expect(overview.currentMinute).toMatchObject({
    start: new Date(minute * 60_000).toISOString(),
    calls: expected.bucket('minute', minute),
  })
}

function expectHours(
  overview: Overview,
  expected: Expected,
  { nowMs, startMs, endMs, before }: { nowMs: number; startMs: number; endMs: number; before: string },
): void {
  const hours = []
  for (let ms = startMs; ms < endMs;) {
    const next = Math.min((Math.floor(ms / hourMs) + 1) * hourMs, endMs)
    const previousMs = expected.sameWall(ms, before)
    const isThere = expected.sameWall(previousMs, expected.dateAt(ms)) === ms
    hours.push({
      start: new Date(ms).toISOString(),
      minutes: (next - ms) / minuteMs,
      calls: ms > nowMs ? null : expected.span(ms, next),
      partial: ms <= nowMs && nowMs < next,
      future: ms > nowMs,
      previous: isThere ? expected.span(previousMs, previousMs + next - ms) : null,
    })
    ms = next
  }
  const shown = overview.hours.map(({ start, minutes, calls, partial, future, previous }) => ({
    start,
    minutes,
    calls,
    partial,
    future,
    previous,
  }))
  expect(shown).toEqual(hours)
  const past = overview.hours.filter(({ future }) => !future)
  if (past.every(({ calls }) => calls !== null)) {
    expect(past.reduce((sum, { calls }) => sum + calls!, 0)).toBe(overview.today.calls)
  }
}

interface Spans {
  startMs: number
  endMs: number
  untilMs: number
  previousStartMs: number
  previousEndMs: number
  previousUntilMs: number
}

function expectHot(overview: Overview, calls: Call[], expected: Expected, spans: Spans): void {
  const counts = new Map<string, number>()
  for (const { atMs, endpoint } of calls) {
    if (atMs >= spans.startMs) counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1)
  }
  const date = expected.dateAt(spans.startMs)
  const ranked = [...counts]
    .sort(([a, x], [b, y]) => y - x || (codePoints(a) < codePoints(b) ? -1 : 1))
    .map(([endpoint, atLeast]) => ({ endpoint, calls: expected.day(date, endpoint).calls, atLeast }))
  expect(
    overview.hotApis.map(({ endpoint, calls: shown, atLeast }) => ({ endpoint, calls: shown, atLeast })),
  ).toEqual(ranked)
  expect(overview.endpoints).toBe(ranked.length)
  for (const row of overview.hotApis) {
    const comparable = expected.span(spans.startMs, spans.untilMs, row.endpoint)
    const previous = expected.span(spans.previousStartMs, spans.previousUntilMs, row.endpoint)
    const yesterday = expected.span(spans.previousStartMs, spans.previousEndMs, row.endpoint)
    expect(row).toMatchObject({
      share: overview.today.calls && row.calls !== null ? row.calls / overview.today.calls : null,
      previous,
      change: changeOf(comparable, previous),
      isNew: previous === 0 && yesterday === 0,
    })
  }
}

function expectStatuses(overview: Overview, calls: Call[], nowMs: number, startMs: number): void {
  const utcStart = Math.floor(nowMs / dayMs) * dayMs
  const good = (list: Call[]) =>
    list.filter(({ status }) => /^(success|ok|[23][0-9]{2})$/i.test(status)).length
  const bad = (list: Call[]) =>
    list.filter(({ status }) => /^(error|fail|timeout|[45][0-9]{2})$/i.test(status)).length
  const ofDay = calls.filter(({ atMs }) => atMs >= utcStart)
  const rate = good(ofDay) + bad(ofDay) === 0 ? null : good(ofDay) / (good(ofDay) + bad(ofDay))
  expect(overview.today.successRateUtcDay).toBe(rate)
  if (startMs === utcStart) {
    expect(overview.today.successRate).toBe(rate)
    expect(overview.success).toMatchObject({ rate, isUtcDay: false })
    if (ofDay.length > 0) {
      expect(overview.success).toMatchObject({
        successes: good(ofDay),
        errors: bad(ofDay),
        unclassified: ofDay.length - good(ofDay) - bad(ofDay),
      })
    }
  } else expect(overview.today.successRate).toBeNull()
}

/** Holds a trend that ends now or before an instant, and what it is compared with, against the list of calls. */
export function expectTrend(trend: Trend, calls: Call[], nowMs: number, untilMs = nowMs + 1): void {
  const { range, compare } = trend
  const expected = expectedOf(calls, nowMs, trend.zone)
  const name = trend.endpoint ?? undefined
  const length = { minute: 60, hour: 24, day: 30 }[range]
  const width = { minute: minuteMs, hour: hourMs, day: dayMs }[range]
  const endMs = Math.min(untilMs, nowMs + 1) - 1
  const backs = Array.from({ length }, (_, i) => length - 1 - i)

  const dayAt = (date: string) => {
    const [startMs, nextMs] = expected.edges(date)
    const { calls: figure, approximate } = expected.day(date, name)
    const partial = startMs <= nowMs && nowMs < nextMs
    return { start: new Date(startMs).toISOString(), calls: figure, partial, approximate }
  }
  const bucketAt = (n: number) => ({
    start: new Date(n * width).toISOString(),
    calls: expected.bucket(range, n, name),
    partial: n === Math.floor(nowMs / width),
    approximate: false,
  })
  const weekBefore = (n: number) => {
    const date = expected.dateAt(n * width)
    const thenMs = expected.sameWall(n * width, expected.dateBefore(date, 7))
    const then = bucketAt(Math.floor(thenMs / width))
    if (expected.sameWall(thenMs, date) !== n * width) return { ...then, calls: null }
    return { ...then, approximate: then.calls !== null && thenMs % width !== 0 }
  }
  const date = expected.dateAt(endMs)
  const last = Math.floor(endMs / width)
  const points = backs.map((back) =>
    range === 'day' ? dayAt(expected.dateBefore(date, back)) : bucketAt(last - back),
  )
  const previous = backs.map((back) => {
    if (range === 'day') return dayAt(expected.dateBefore(date, back + (compare === 'weekday' ? 35 : length)))
    return compare === 'weekday' ? weekBefore(last - back) : bucketAt(last - back - length)
  })
  const plain = (list: TrendPoint[] | null) =>
    list?.map(({ start, calls: figure, partial, approximate }) => ({
      start,
      calls: figure,
      partial,
      approximate,
    }))
  expect(plain(trend.points)).toEqual(points)
  expect(plain(trend.previous) ?? null).toEqual(compare === 'none' ? null : previous)
  const present = points.map((point) => point.calls)
  const sum = present.reduce<number>((all, one) => all + (one ?? 0), 0)
  expect(trend.total).toBe(present.includes(null) ? null : sum)
  expect(trend.atLeast).toBeGreaterThanOrEqual(sum)
}

function changeOf(now: number | null, before: number | null): number | null {
  return now === null || !before ? null : now / before - 1
}

/** Text whose plain comparison is that of its code points. */
function codePoints(text: string): string {
  return Array.from(text, (letter) => letter.codePointAt(0)!.toString(16).padStart(6, '0')).join('')
}
