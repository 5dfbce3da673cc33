import type { Finding, Health } from '../../shared/health.ts'
import type { SchemeReport } from '../../shared/scheme.ts'
import { connected } from './bridge-fixture.ts'

export const noExpiry: Finding = {
  code: 'no_expiry',
  severity: 'warning',
  message: 'Counters of minute buckets have no expiry.',
  key: 'stats:minute:29663961:total',
  params: {
    granularity: 'minute',
    withoutExpiry: 60,
    looked: 60,
    seconds: 604_800,
    keysPerDay: 54_720,
    bytesPerDay: 5_100_200,
  },
}

export const badValue: Finding = {
  code: 'bad_value',
  severity: 'problem',
  message: 'The key holds text that is no counter.',
  key: 'stats:day:20781:api:<img src=x>\n',
}

export function makeHealth(change: Partial<Health> = {}): Health {
  return {
    source: 'Production',
    sample: false,
    issues: [],
    asOf: '2026-11-24T07:21:04.000Z',
    date: '2026-11-24',
    coverage: { apis: 1, statuses: 0.9624, users: null },
    users: null,
    clockSkewMs: -2_600,
    looked: { keys: 10_000, isWhole: false, tookMs: 412 },
    server: {
      version: '7.0.15',
      keys: 57_012,
      maxmemory: 512_000_000,
      maxmemoryPolicy: 'noeviction',
      evictedKeys: 0,
      flushes: null,
    },
    scheme: {
      offset: { minutes: 480, confidence: 'likely', keys: [] },
      expiry: [
        { granularity: 'minute', state: 'missing', looked: 60, withoutExpiry: 60, keptHours: null, keys: [] },
        { granularity: 'hour', state: 'right', looked: 60, withoutExpiry: 0, keptHours: 720, keys: [] },
        { granularity: 'day', state: 'short', looked: 12, withoutExpiry: 0, keptHours: 36, keys: [] },
      ],
      sums: { state: 'add_up', buckets: 14, endpoint: null, calls: 0, keys: [] },
    },
    ...change,
  }
}

/** Counters under another prefix, cut in local time. */
export function makeSchemeReport(change: Partial<SchemeReport> = {}): SchemeReport {
  return {
    source: connected.source,
    asOf: '2026-11-24T07:21:04.000Z',
    follows: true,
    prefixes: [{ prefix: 'metrics', keys: 812, examples: ['metrics:day:20781:total'] }],
    offset: { minutes: 480, confidence: 'sure', keys: ['metrics:minute:29664441:total'] },
    reportPrefix: null,
    expiry: [],
    sums: { state: 'unknown', buckets: 0, endpoint: null, calls: null, keys: [] },
    looked: { keys: 10_000, isWhole: false, tookMs: 300 },
    proposal: {
      prefix: 'metrics',
      reportPrefix: 'report:daily',
      bucketOffsetMinutes: 480,
      differs: ['prefix', 'bucketOffsetMinutes'],
    },
    issues: [],
    ...change,
  }
}
