import { AppError } from '../../../../shared/errors.ts'
import type { SourceInfo, SourceStatus } from '../../../../shared/connection.ts'
import { createKeyParser, indexKey } from '../../../../shared/keys.ts'
import { bucketAt, bucketStart, tableRetentionMs } from '../../../../shared/time.ts'
import type { Clock } from '../deps.ts'
import type { IndexMember, Reading, Source } from '../source.ts'
import { createSampleCounts, sampleStatuses } from './counts.ts'
import { globTest } from './glob.ts'
import { createKeyspace } from './keyspace.ts'

/**
 * The built-in sample data: the counters of an imagined platform, a pure function of the clock, behind the same interface as
 * a Redis. Needs no server and never fails.
 */
export function createSampleSource(info: SourceInfo, clock: Clock): Source {
  const counts = createSampleCounts()
  const keyspace = createKeyspace(info.prefix, counts)
  const parse = createKeyParser(info.prefix)
  const listeners = new Set<(status: SourceStatus) => void>()
  const indexes = [indexKey(info.prefix, 'api'), indexKey(info.prefix, 'status')]
  let status: SourceStatus = { state: 'idle' }

  const show = (next: SourceStatus): void => {
    status = next
    for (const listener of [...listeners]) listener(next)
  }

  const open = async (): Promise<void> => {
    if (status.state !== 'ready') show({ state: 'ready', latencyMs: 0 })
  }

  const assertOpen = (): number => {
    if (status.state !== 'ready') throw new AppError('not_connected', 'The sample data is not open.')
    return clock.now()
  }

  const value = (key: string, now: number): number | null => {
    const counter = parse(key)
    return counter ? counts.value(counter, now) : null
  }

  const typeOf = (key: string, now: number): string | null => {
    if (indexes.includes(key)) return 'zset'
    return value(key, now) === null ? null : 'string'
  }

  const ttlOf = (key: string, now: number): number | null => {
    if (indexes.includes(key)) return -1
    const counter = parse(key)
    if (!counter || counts.value(counter, now) === null) return null
    const { granularity, bucket } = counter
    return Math.ceil((bucketStart(bucket, granularity) + tableRetentionMs[granularity] - now) / 1_000)
  }

  const membersOf = (key: string, now: number): IndexMember[] | null => {
    if (!indexes.includes(key)) return null
    const today = bucketAt(now, 'day')
    const lastSeen = Math.floor(now / 1_000)
    if (key === indexes[1]) return sampleStatuses.map((name) => ({ name, lastSeen }))
    const seen = new Map<string, number>()
    for (const name of counts.day(today).names) seen.set(name, lastSeen)
    for (let day = today - 1; day >= counts.firstDay(now); day--) {
      for (const name of counts.day(day).names) if (!seen.has(name)) seen.set(name, (day + 1) * 86_400 - 1)
    }
    return [...seen].map(([name, at]) => ({ name, lastSeen: at }))
  }

  return {
    info,
    status: () => status,
    onStatus: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    open,
    retry: open,
    read: async ({ totals, parts, again = [] }) => {
      const now = assertOpen()
      const readAll = (keys: string[]): Reading[] => keys.map((key) => value(key, now))
      return {
        serverMs: now,
        totals: readAll(totals),
        parts: readAll(parts),
        again: readAll(again),
        latencyMs: 0,
        roundTrips: 1,
      }
    },
    types: async (keys) => {
      const now = assertOpen()
      return keys.map((key) => typeOf(key, now))
    },
    ttls: async (keys) => {
      const now = assertOpen()
      return keys.map((key) => ttlOf(key, now))
    },
    texts: async (keys) => {
      const now = assertOpen()
      return keys.map((key) => value(key, now)?.toString() ?? null)
    },
    index: async (key) => membersOf(key, assertOpen()),
    scanStep: async ({ cursor, match, count }) => {
      const now = assertOpen()
      const startedAt = performance.now()
      const found = keyspace.step(cursor, count, now)
      const keys = (cursor === null ? [...indexes, ...found.keys] : found.keys).filter(globTest(match))
      return { cursor: found.cursor, keys, tookMs: performance.now() - startedAt }
    },
    facts: async () => {
      const now = assertOpen()
      return {
        version: null,
        mode: null,
        role: null,
        runId: null,
        evictedKeys: 0,
        maxmemoryPolicy: null,
        maxmemory: null,
        flushes: 0,
        keys: keyspace.size(now),
        commandsPerSecond: null,
        mayWrite: false,
      }
    },
    close: async () => show({ state: 'idle' }),
  }
}
