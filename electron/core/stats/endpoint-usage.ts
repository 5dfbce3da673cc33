import type { CheckedEndpointUsageInput, CheckedUsageSparklinesInput } from '../../../shared/api.ts'
import { shareOf } from '../../../shared/change.ts'
import { figureOf, type Counters, type Figure } from '../../../shared/counters.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Period } from '../../../shared/period.ts'
import { rangeFigure } from '../../../shared/range.ts'
import { dayFigure, spanFigure } from '../../../shared/span.ts'
import { bucketAt, bucketStart, epochDay, isoInstant } from '../../../shared/time.ts'
import type { EndpointUsage, UsagePoint, UsageSparkline } from '../../../shared/usage.ts'
import { sharedForMs } from './overview-answer.ts'
import type { CellId } from './memory.ts'
import type { Parts } from './parts.ts'
import { seenOf } from './seen.ts'
import { addingUpOnce, dayBuckets, loadDays, periodAt, usageLifeMs, wholeOf } from './usage-reading.ts'

/** Hours are shown of so many days, and days outside UTC taken from hours: services keep them about as long. */
const mostHourDays = 31

/** One endpoint by hours or days beside all calls, so that its share is known over time. */
export async function answerEndpointUsage(
  parts: Parts,
  { zone, from, to, endpoint, step }: CheckedEndpointUsageInput,
): Promise<EndpointUsage> {
  const { atMs, period } = await begin(parts, { zone, from, to })
  if (step === 'hour' && period.days.length > mostHourDays)
    throw new AppError(
      'bad_input',
      `Hours are shown for at most ${mostHourDays} days: choose a shorter range or days.`,
    )
  const series = `api:${endpoint}`
  const days = dayBuckets(period, atMs, parts.offsetMinutes)
  const figures = await answerOverDays(parts, { days, atMs }, (counters) => ({
    whole: rangeFigure(counters, series, wholeOf(period)),
    total: rangeFigure(counters, 'total', wholeOf(period)),
    points: step === 'hour' ? hourPoints(counters, series, period) : dayPoints(counters, series, period),
  }))
  const { whole, total, points } = figures
  // As far back as the list of endpoints looks, so that both tell the same first day.
  const seenDays = dayBuckets({ ...period, startMs: period.previous.startMs }, atMs, parts.offsetMinutes)
  await loadDaysOf(parts, { series, days: seenDays, atMs })
  return {
    ...parts.head(),
    asOf: isoInstant(atMs),
    zone,
    from: period.days[0]!.date,
    to: period.days.at(-1)!.date,
    endpoint,
    step,
    calls: whole.value,
    atLeast: whole.atLeast,
    why: whole.why,
    total: total.value,
    share: shareOf(whole.value, total.value),
    ...seenOf(parts, [endpoint], seenDays),
    points,
  }
}

/** Reads the days of one series that are not known yet. */
function loadDaysOf(
  { tasks, memory, reader }: Parts,
  { series, days, atMs }: { series: string; days: number[]; atMs: number },
): Promise<void> {
  const cells = days
    .filter((bucket) => memory.isWanted(series, 'day', bucket, { nowMs: atMs, lifeMs: usageLifeMs }))
    .map((bucket): CellId => ({ series, granularity: 'day', bucket }))
  return tasks.run('usage', ({ signal }) => reader.load(cells, { signal }))
}

/** The days of some endpoints. */
export async function answerUsageSparklines(
  parts: Parts,
  { zone, from, to, endpoints }: CheckedUsageSparklinesInput,
): Promise<UsageSparkline[]> {
  const { atMs, period } = await begin(parts, { zone, from, to })
  const isLong = zone !== 'UTC' && period.days.length > mostHourDays
  const days = dayBuckets(period, atMs, parts.offsetMinutes)
  return answerOverDays(parts, { days, atMs }, (counters) =>
    endpoints.map((endpoint) => {
      const series = `api:${endpoint}`
      const figures = period.days.map((day) =>
        isLong ? figureOf(counters, series, 'day', epochDay(day.date)) : dayFigure(counters, series, day),
      )
      const approximate = isLong || figures.some((figure) => figure.approximate)
      return { endpoint, approximate, calls: figures.map(({ value }) => value) }
    }),
  )
}

async function begin(
  parts: Parts,
  { zone, from, to }: { zone: string; from: string | null; to: string | null },
): Promise<{ atMs: number; period: Period }> {
  const { sample } = await parts.refresh(sharedForMs)
  return { atMs: sample.atMs, period: periodAt(parts, { from, to, zone }, sample.atMs) }
}

/** An answer for which the days of all endpoints are read first: a missing counter is zero only where they add up. */
function answerOverDays<T>(
  parts: Parts,
  { days, atMs }: { days: number[]; atMs: number },
  compute: (counters: Counters) => T,
): Promise<T> {
  return parts.tasks.run('usage', async (run) => {
    const { onRead } = await loadDays(parts, { days, atMs, lifeMs: usageLifeMs, run })
    const viewed = addingUpOnce()
    const options = { lifeMs: usageLifeMs, signal: run.signal, onRead }
    return parts.reader.answer((counters) => compute(viewed(counters)), atMs, options)
  })
}

function dayPoints(counters: Counters, series: string, period: Period): UsagePoint[] {
  return period.days.map((day) =>
    pointOf({
      startMs: day.startMs,
      figure: dayFigure(counters, series, day),
      total: dayFigure(counters, 'total', day),
      partial: day.endMs > counters.nowMs,
    }),
  )
}

/** The services' hour buckets, cut at the edges of the range, so that they add up to it. */
function hourPoints(counters: Counters, series: string, period: Period): UsagePoint[] {
  const { offsetMinutes, nowMs } = counters
  const points: UsagePoint[] = []
  for (let startMs = period.startMs; startMs < Math.min(period.endMs, nowMs + 1);) {
    const next = bucketStart(bucketAt(startMs, 'hour', offsetMinutes) + 1, 'hour', offsetMinutes)
    const endMs = Math.min(next, period.endMs)
    points.push(
      pointOf({
        startMs,
        figure: spanFigure(counters, series, startMs, endMs),
        total: spanFigure(counters, 'total', startMs, endMs),
        partial: endMs > nowMs,
      }),
    )
    startMs = endMs
  }
  return points
}

function pointOf(bucket: { startMs: number; figure: Figure; total: Figure; partial: boolean }): UsagePoint {
  const { startMs, figure, total, partial } = bucket
  return {
    start: isoInstant(startMs),
    calls: figure.value,
    total: total.value,
    share: shareOf(figure.value, total.value),
    partial,
    approximate: figure.approximate || total.approximate,
    why: figure.why ?? total.why,
  }
}
