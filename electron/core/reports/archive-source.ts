import { basename } from 'node:path'
import type { SourceInfo } from '../../../shared/connection.ts'
import { createKeyParser } from '../../../shared/keys.ts'
import type { Clock } from '../clock.ts'
import type { ServerFacts, Source } from '../source/source.ts'
import { openColdData } from '../stats/cold-data.ts'
import type { KeptArchive } from './kept-archive.ts'

const nothingKnown: ServerFacts = {
  version: null,
  mode: null,
  role: null,
  runId: null,
  evictedKeys: null,
  maxmemoryPolicy: null,
  maxmemory: null,
  flushes: null,
  keys: null,
  commandsPerSecond: null,
  mayWrite: false,
}

/**
 * Stands in the place of a source while an archive is only read, and is always there. It has what that archive kept of counters and
 * nothing else: the archive may be of another Redis, so the present one is not asked.
 */
export function createArchiveSource(
  { file, kept }: { file: string; kept: Pick<KeptArchive, 'archive'> },
  of: SourceInfo,
  clock: Clock,
): Source {
  const { archive } = kept
  const info: SourceInfo = {
    ...of,
    kind: 'redis',
    id: null,
    name: basename(file),
    production: false,
    reportZone: archive.reportZone() ?? of.reportZone,
  }
  const parse = createKeyParser(of.prefix)
  const cold = openColdData(archive)
  const reading = (key: string): number | null => {
    const counter = parse(key)
    if (!counter) return null
    const { granularity, bucket, series } = counter
    if (series.kind !== 'total') return cold.value(`${series.kind}:${series.name}`, granularity, bucket)
    return archive.totals(granularity, bucket, bucket).get(bucket) ?? cold.value('total', granularity, bucket)
  }
  const answer = <T>(value: T): Promise<T> => Promise.resolve(value)
  return {
    info,
    status: () => ({ state: 'ready', latencyMs: null }),
    onStatus: () => () => undefined,
    open: () => answer(undefined),
    retry: () => answer(undefined),
    read: ({ totals, parts, again = [] }) =>
      answer({
        serverMs: clock.now(),
        totals: totals.map(reading),
        parts: parts.map(reading),
        again: again.map(reading),
        latencyMs: 0,
        roundTrips: 0,
      }),
    types: (keys) => answer(keys.map(() => null)),
    ttls: (keys) => answer(keys.map(() => null)),
    texts: (keys) => answer(keys.map(() => null)),
    index: () => answer(null),
    scanStep: () => answer({ cursor: null, keys: [], tookMs: 0 }),
    facts: () => answer(nothingKnown),
    close: () => answer(undefined),
  }
}
