import type { CheckedTrendInput } from '../../../shared/api.ts'
import type { Issue, Sparkline, Trend } from '../../../shared/figures.ts'
import { bucketAt, isoInstant } from '../../../shared/time.ts'
import { sumOfPoints, trendPoints } from '../../../shared/trend.ts'
import { comparedSlots, trendSlots, type Slot } from '../../../shared/trend-slots.ts'
import { trendSpan } from '../../../shared/trend-span.ts'
import { discoverBehind, discoverFor } from './discover-for.ts'
import { sharedForMs } from './overview-answer.ts'
import type { Parts } from './parts.ts'

/** Sparklines change with the hour: an older reading serves them too. */
const sparklineAgeMs = 30_000
/** An answer that marks what is still being read asks for no more cells than so many of all endpoints of a day. */
const readAtOnce = 10_000

/** The points of a range: all that they need being read first where `complete`, else long lists of endpoints behind it. */
export async function answerTrend(parts: Parts, input: CheckedTrendInput): Promise<Trend> {
  const { offsetMinutes, reader } = parts
  const { range, endpoint, compare, complete } = input
  const zone = parts.zoneOf(input.zone)
  const series = endpoint === null ? 'total' : `api:${endpoint}`
  const untilMs = input.until === null ? null : Date.parse(input.until)
  const options = complete ? {} : { limit: { cells: readAtOnce, behind: parts.balanceBehind } }

  const compute = async () => {
    const { sample } = await parts.refresh(sharedForMs)
    const now = { zone, nowMs: sample.atMs, offsetMinutes }
    const time = { range, ...now, ...trendSpan({ range, untilMs, from: input.from, to: input.to }, now) }
    const { slots, ...ends } = trendSlots(time)
    const compared = compare === 'none' ? null : comparedSlots(slots, time, compare)
    const answered = await reader.answer(
      (counters) => ({
        points: trendPoints(counters, series, slots),
        previous: compared && trendPoints(counters, series, compared),
      }),
      sample.atMs,
      options,
    )
    const places = [...slots, ...(compared ?? [])]
    const known = [...answered.points, ...(answered.previous ?? [])]
    const short = places.filter((_slot, i) => known[i]?.why === 'unconfirmed')
    return { ...ends, ...answered, atMs: sample.atMs, shortDays: daysOf(short, offsetMinutes) }
  }
  let answer = await compute()
  let waits: Issue[] = []
  // An endpoint's missing bucket is zero only where all endpoints of its day are known.
  if (endpoint !== null && answer.shortDays.length > 0) {
    if (complete) {
      waits = await discoverFor(parts, answer.shortDays)
      answer = await compute()
    } else discoverBehind(parts, reader.counters(answer.atMs), answer.shortDays)
  }
  const sum = sumOfPoints(answer.points)
  return {
    ...parts.head(waits),
    asOf: isoInstant(answer.atMs),
    clock: reader.clockKind(),
    range,
    zone: input.zone,
    endpoint,
    compare,
    until: isoOrNull(answer.untilMs),
    later: isoOrNull(answer.laterMs),
    points: answer.points,
    previous: answer.previous,
    total: sum.value,
    atLeast: sum.atLeast,
  }
}

/** The last 24 hour buckets of endpoints. */
export async function answerSparklines(parts: Parts, endpoints: readonly string[]): Promise<Sparkline[]> {
  const { sample } = await parts.refresh(sparklineAgeMs)
  const { offsetMinutes } = parts
  const { slots } = trendSlots({
    range: 'hour',
    zone: parts.zoneOf('UTC'),
    nowMs: sample.atMs,
    offsetMinutes,
  })
  return parts.reader.answer(
    (counters) =>
      endpoints.map((endpoint) => ({
        endpoint,
        calls: slots.map((slot) => slot.figure(counters, `api:${endpoint}`).value),
      })),
    sample.atMs,
  )
}

/** The day buckets that slots lie in: a calendar day may lie in two. */
function daysOf(slots: readonly Slot[], offsetMinutes: number): number[] {
  const days = slots.flatMap(({ startMs, endMs }) => [
    bucketAt(startMs, 'day', offsetMinutes),
    bucketAt(endMs - 1, 'day', offsetMinutes),
  ])
  return [...new Set(days)]
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : isoInstant(ms)
}
