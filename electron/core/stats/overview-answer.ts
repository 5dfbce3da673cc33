import type { CheckedOverviewInput } from '../../../shared/api.ts'
import type { Counters } from '../../../shared/counters.ts'
import type { DiscoveryState, Issue, Overview, RatePoint } from '../../../shared/figures.ts'
import { isoInstant, widthMs } from '../../../shared/time.ts'
import type { Conservation } from './conservation.ts'
import type { WantingCounters } from './counters-of.ts'
import { discoverBehind, discoverFor } from './discover-for.ts'
import { frameAt, overviewFigures } from './overview.ts'
import type { Parts } from './parts.ts'

/** Readings younger than this serve several windows. */
export const sharedForMs = 400
/** So many cells waiting are enough for one answer: rows after them are compared in the next. */
const manyWants = 4_000

/** The overview of a source: at once and with what is still being read marked, or `complete`. */
export async function answerOverview(
  parts: Parts,
  { zone: zoneId, top, complete }: CheckedOverviewInput,
): Promise<Overview> {
  const { reader, catalogue, conservation, live, discovery, archive } = parts
  const zone = parts.zoneOf(zoneId)
  const waits = complete ? await completeNames(parts) : []
  const { sample, day } = await parts.refresh(complete ? 0 : sharedForMs)
  const frame = frameAt(sample.atMs, zone)
  const notes = archive.statusNotes(sample.atMs - 3 * widthMs.day, sample.atMs)

  const compute = (counters: WantingCounters, isFull: () => boolean) => {
    const figures = overviewFigures({
      counters,
      zone,
      frame,
      endpoints: catalogue.names('api'),
      ranking: parts.ranking,
      success: {
        counters,
        statuses: catalogue.names('status'),
        lists: parts.rules.statusLists,
        balance: (kind, of) => conservation.balance(counters, kind, of),
        notes,
      },
      conservation,
    })
    const hotApis = parts.hotTable.rows({ counters, frame, zone: zoneId, figures, top, isFull })
    return { figures, hotApis, points: live.rates.points(counters) }
  }
  const computeNow = () => {
    const counters = reader.counters(sample.atMs)
    const answer = compute(counters, () => counters.wanted() > manyWants)
    discoverBehind(parts, counters, [day - 1, day])
    parts.backfill.want(counters.wants(), counters.suspects())
    return answer
  }
  const { figures, hotApis, points } = complete
    ? await reader.answer((counters) => compute(counters, () => false), sample.atMs)
    : computeNow()

  const state = discovery.state(day)
  return {
    ...parts.head([
      ...waits,
      ...unexplainedIssues(state, figures.shown.coverage.apis),
      ...unexplainedStatusIssues(discovery.unexplained('status', day), figures.shown.coverage.statuses),
      ...lostTotalIssues(conservation, reader.counters(sample.atMs), day),
    ]),
    asOf: isoInstant(sample.atMs),
    clock: reader.clockKind(),
    zone: zoneId,
    ...figures.shown,
    live: {
      callsPerSecond: live.rates.latest() ?? points.at(-1)?.callsPerSecond ?? null,
      peak: peakOf(points),
      points,
    },
    hotApis,
    discovery: state,
    reading: { roundTrips: sample.roundTrips, keys: sample.keys, latencyMs: sample.latencyMs },
  }
}

/** Reads the days of all known names and finds those that are not known yet. */
async function completeNames(parts: Parts): Promise<Issue[]> {
  // What an earlier look saw is no measure of what is missing now.
  parts.conservation.reset()
  const { day } = await parts.refresh(0)
  await parts.balanceOf('api', day)
  await parts.balanceOf('status', day)
  await parts.refresh(0)
  return discoverFor(parts, [day - 1, day])
}

function peakOf(points: readonly RatePoint[]): Overview['live']['peak'] {
  let peak: Overview['live']['peak'] = null
  for (const { at, callsPerSecond } of points) {
    if (callsPerSecond !== null && callsPerSecond > (peak?.callsPerSecond ?? -1))
      peak = { at, callsPerSecond }
  }
  return peak
}

function unexplainedIssues(state: DiscoveryState, coverage: number | null): Issue[] {
  if (coverage === null || coverage === 1 || !state.unexplained || state.unexplained < 1) return []
  return [
    {
      code: 'unexplained',
      message: `${state.unexplained} calls of this UTC day belong to no endpoint that Redis names.`,
      params: { count: state.unexplained },
    },
  ]
}

/** Services that count no statuses at all miss none. */
function unexplainedStatusIssues(calls: number, coverage: number | null): Issue[] {
  if (!coverage || coverage === 1 || calls < 1) return []
  return [
    {
      code: 'unexplained_statuses',
      message: `${calls} calls of this UTC day have no status that Redis names: above 0.1% of them the success rate is unknown.`,
      params: { count: calls },
    },
  ]
}

/** A total that its endpoints exceed, or that is gone while its hours are there, has lost counts, whatever took them. */
function lostTotalIssues(conservation: Conservation, counters: Counters, day: number): Issue[] {
  const balance = conservation.searched(counters, 'api', day)
  if (!balance) return []
  const { total, explained } = balance
  if (counters.get('total', 'day', day) === null) {
    const message = `The hours of this UTC day add up to ${total} calls and its total is gone: the total lost counts.`
    return [{ code: 'lost_counts', message, params: { hours: total } }]
  }
  if (balance.missing >= 0) return []
  return [
    {
      code: 'lost_counts',
      message: `The endpoints of this UTC day add up to ${explained} calls, its total says ${total}: the total lost counts.`,
      params: { total, explained },
    },
  ]
}
