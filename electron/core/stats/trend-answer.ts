import type { CheckedTrendInput } from '../../../shared/api.ts'
import type { Issue, Sparkline, Trend } from '../../../shared/figures.ts'
import { bucketAt, isoInstant } from '../../../shared/time.ts'
import { trendFigures, trendPoints } from '../../../shared/trend.ts'
import { discoverFor } from './discover-for.ts'
import { sharedForMs } from './overview-answer.ts'
import type { Parts } from './parts.ts'

/** Sparklines change with the hour: an older reading serves them too. */
const sparklineAgeMs = 30_000

/** The points of a range, everything that they need being read first. */
export async function answerTrend(
  parts: Parts,
  { range, zone: zoneId, endpoint, compare }: CheckedTrendInput,
): Promise<Trend> {
  const { reader, offsetMinutes } = parts
  const zone = parts.zoneOf(zoneId)
  const series = endpoint === null ? 'total' : `api:${endpoint}`
  let waits: Issue[] = []

  const compute = async () => {
    const { sample } = await parts.refresh(sharedForMs)
    return reader.answer(
      (counters) => ({
        atMs: sample.atMs,
        present: trendPoints(counters, { range, series, zone }),
        previous: compare ? trendPoints(counters, { range, series, zone, periodsBack: 1 }) : null,
      }),
      sample.atMs,
    )
  }
  let answer = await compute()
  const shortDays = [...answer.present.points, ...(answer.previous?.points ?? [])]
    .filter(({ why }) => why === 'unconfirmed')
    .map(({ start }) => bucketAt(Date.parse(start), 'day', offsetMinutes))
    // A calendar day lies in two day buckets.
    .flatMap((day) => (range === 'day' && zone.id !== 'UTC' ? [day, day + 1] : [day]))
  // An endpoint's missing bucket is zero only where all endpoints of its day are known.
  if (endpoint !== null && shortDays.length > 0) {
    waits = await discoverFor(parts, [...new Set(shortDays)])
    answer = await compute()
  }
  const { present, previous } = answer
  return {
    ...parts.head(waits),
    asOf: isoInstant(answer.atMs),
    range,
    zone: zoneId,
    endpoint,
    points: present.points,
    previous: previous?.points ?? null,
    total: present.total,
    atLeast: present.atLeast,
  }
}

/** The last 24 hour buckets of endpoints. */
export async function answerSparklines(parts: Parts, endpoints: readonly string[]): Promise<Sparkline[]> {
  const { sample } = await parts.refresh(sparklineAgeMs)
  const zone = parts.zoneOf('UTC')
  return parts.reader.answer(
    (counters) =>
      endpoints.map((endpoint) => ({
        endpoint,
        calls: trendFigures(counters, { range: 'hour', series: `api:${endpoint}`, zone }).map(
          ({ figure }) => figure.value,
        ),
      })),
    sample.atMs,
  )
}
