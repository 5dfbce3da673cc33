import { AppError } from '../../../../shared/errors.ts'
import type { Finding } from '../../../../shared/health.ts'
import { byPrefix, schemeKeys, type SchemeKey } from '../../../../shared/scheme-keys.ts'
import type { SchemeReport, SchemeSettings } from '../../../../shared/scheme.ts'
import { bySeverity } from '../../../../shared/severity.ts'
import { isoInstant } from '../../../../shared/time.ts'
import type { SourceInfo } from '../../../../shared/connection.ts'
import type { Clock } from '../deps.ts'
import { readGently } from '../gentle-read.ts'
import type { ReadRequest, Source } from '../source.ts'
import { inspectExpiry } from './expiry.ts'
import { settingIssues } from './issues.ts'
import { runningBuckets } from './offset.ts'
import { findReportPrefix } from './report-prefix.ts'
import { sampleKeys, type KeySample } from './sample.ts'
import { inspectSums } from './sums.ts'
import { inspectValues } from './values.ts'

/** What an inspection asks of a place with counters. */
export type Inspected = Pick<Source, 'read' | 'types' | 'ttls' | 'texts' | 'index' | 'scanStep'>

export interface InspectOptions {
  info: SourceInfo
  clock: Clock
  /** Keys of the database, for the estimate of what counters without expiry cost; null where they are not known. */
  keys: number | null
  /** An instant that stands in for the server's clock. */
  nowMs?: number
  signal?: AbortSignal
  onKeys?: (looked: number) => void
}

const mostPrefixes = 5
const mostExamples = 3

/** Looks at one bounded sample of keys and at what it leads to. Also gives the sample, for those who need it too. */
export async function inspectScheme(
  source: Inspected,
  options: InspectOptions,
): Promise<{ report: SchemeReport; sample: KeySample; counters: SchemeKey[] }> {
  const { info, clock, signal } = options
  const gentle: Inspected = {
    ...source,
    read: (request: ReadRequest) => readGently(source, request, { clock, signal }),
  }
  const askedMs = clock.now()
  const serverMs = (await source.read({ totals: [], parts: [] })).serverMs ?? askedMs
  const nowMs = options.nowMs ?? serverMs
  const sample = await permittedSample(source, options)
  const found = byPrefix(schemeKeys(sample.keys, nowMs))
  const own = await runningBuckets(gentle, info.prefix, nowMs)
  const hasOwn = own.minutes.length > 0 || found.some(([prefix]) => prefix === info.prefix)
  const prefix = hasOwn ? info.prefix : (found[0]?.[0] ?? info.prefix)
  const counters = found.find(([name]) => name === prefix)?.[1] ?? []
  const running = prefix === info.prefix ? own : await runningBuckets(gentle, prefix, nowMs)

  const values = await inspectValues(gentle, counters)
  const assumed = info.bucketOffsetMinutes
  const early = await running.offset(gentle)
  const offsetMinutes = early.minutes ?? assumed
  const { keys } = options
  const sampledKeys = sample.keys.length
  const expiry = await inspectExpiry(source, {
    prefix,
    counters,
    offsetMinutes,
    serverMs,
    nowMs,
    keys,
    sampledKeys,
  })
  const sums = await inspectSums(gentle, {
    prefix,
    counters,
    offsetMinutes,
    nowMs,
    isWhole: sample.looked.isWhole,
  })
  const reportPrefix = await findReportPrefix(source, { info, keys: sample.keys, nowMs })
  // Asked once more at the end: what grew meanwhile is surely running.
  const offset = early.confidence === 'sure' ? early : await running.offset(gentle)

  const isSeen = counters.length > 0 || running.minutes.length > 0
  const proposed: SchemeSettings = {
    prefix,
    reportPrefix: reportPrefix ?? info.reportPrefix,
    bucketOffsetMinutes: offset.minutes ?? assumed,
  }
  const differs = (['prefix', 'reportPrefix', 'bucketOffsetMinutes'] as const).filter(
    (name) => proposed[name] !== info[name],
  )
  const unlike = isSeen ? [] : sample.keys.filter((key) => key.startsWith(`${info.prefix}:`))
  const issues: Finding[] = bySeverity([
    ...settingIssues({ info, proposed, differs, offset, unlike, counters }),
    ...expiry.issues,
    ...sums.issues,
    ...values,
  ])
  const report: SchemeReport = {
    source: info,
    asOf: isoInstant(nowMs),
    follows: isSeen ? true : unlike.length > 0 ? false : null,
    prefixes: found.slice(0, mostPrefixes).map(([name, keys]) => ({
      prefix: name,
      keys: keys.length,
      examples: keys.slice(0, mostExamples).map(({ key }) => key),
    })),
    offset,
    reportPrefix,
    expiry: expiry.widths,
    sums: sums.found,
    looked: sample.looked,
    proposal: isSeen ? { ...proposed, differs } : null,
    issues,
  }
  return { report, sample, counters }
}

/** A sample, empty where the account may not use SCAN. */
async function permittedSample(source: Inspected, options: InspectOptions): Promise<KeySample> {
  try {
    return await sampleKeys(source, options)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'no_permission') throw error
    return { keys: [], looked: { keys: 0, isWhole: false, tookMs: 0 }, isRefused: true }
  }
}
