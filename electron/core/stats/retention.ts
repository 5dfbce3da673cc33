import { granularities, type Granularity } from '../../../shared/api.ts'
import type { Issue } from '../../../shared/figures.ts'
import { counterKey } from '../../../shared/keys.ts'
import { bucketAt, bucketStart, tableRetentionMs, widthMs } from '../../../shared/time.ts'
import type { Source } from '../source/source.ts'
import type { ReadingRules } from './reading-rules.ts'

/** Buckets before the running one whose expiry is looked at. */
const sampledBack = [0, 1, 2, 3, 10, 23]

export interface Retention {
  /** How long a bucket is kept from its start: as a person said, else the smaller of the table's and what the sample shows. */
  keptMs: Record<Granularity, number>
  issues: Issue[]
}

/**
 * Learns how long a source keeps its counters from the expiry of a few totals before `nowMs` (18 keys). `serverMs` is the
 * server's own clock, by which keys expire even where another instant stands in for now. Where that instant lies ahead, the
 * keys before it were written ahead too, and their expiry counts from there.
 */
export async function sampleRetention(
  source: Source,
  { nowMs, serverMs, ownDays }: { nowMs: number; serverMs: number; ownDays?: ReadingRules['retentionDays'] },
): Promise<Retention> {
  const { prefix, bucketOffsetMinutes } = source.info
  const cells = granularities.flatMap((granularity) =>
    sampledBack.map((back) => ({
      granularity,
      bucket: bucketAt(nowMs, granularity, bucketOffsetMinutes) - back,
    })),
  )
  const seconds = await source.ttls(
    cells.map(({ granularity, bucket }) => counterKey(prefix, granularity, bucket, { kind: 'total' })),
  )
  const keptMs = { ...tableRetentionMs }
  const writtenMs = Math.max(serverMs, nowMs)
  const issues: Issue[] = []
  for (const granularity of granularities) {
    const days = ownDays?.[granularity] ?? null
    const expectedMs = days === null ? tableRetentionMs[granularity] : days * widthMs.day
    let shownMs = expectedMs
    let withoutExpiry = 0
    cells.forEach((cell, i) => {
      const left = seconds[i]
      if (cell.granularity !== granularity || left === null || left === undefined) return
      if (left < 0) return void withoutExpiry++
      const startMs = bucketStart(cell.bucket, granularity, bucketOffsetMinutes)
      shownMs = Math.min(shownMs, writtenMs - startMs + left * 1_000)
    })
    keptMs[granularity] = days === null ? shownMs : expectedMs
    if (withoutExpiry > 0) issues.push(noExpiry(granularity))
    if (shownMs < 0.9 * expectedMs) issues.push(shortExpiry(granularity, shownMs))
  }
  return { keptMs, issues }
}

function noExpiry(granularity: Granularity): Issue {
  return {
    code: 'no_expiry',
    message: `Counters of ${granularity} buckets have no expiry, so Redis keeps them for ever and grows.`,
    params: { granularity },
  }
}

function shortExpiry(granularity: Granularity, keptMs: number): Issue {
  const hours = Math.round((keptMs / widthMs.hour) * 10) / 10
  return {
    code: 'short_expiry',
    message: `Counters of ${granularity} buckets expire after about ${hours} hours, sooner than they should be kept: older ones are unknown.`,
    params: { granularity, hours },
  }
}
