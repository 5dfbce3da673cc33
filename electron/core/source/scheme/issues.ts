import type { SourceInfo } from '../../../../shared/connection.ts'
import type { Issue } from '../../../../shared/figures.ts'
import type { SchemeKey } from '../../../../shared/scheme-keys.ts'
import type { SchemeExpiry, SchemeOffset, SchemeSettings, SchemeSums } from '../../../../shared/scheme.ts'
import { tableRetentionMs } from '../../../../shared/time.ts'

const grouped = new Intl.NumberFormat('en-US')

/** Counters that never expire, with an estimate of what that costs and the mend. */
export function noExpiry(
  { granularity, looked, withoutExpiry, keys }: SchemeExpiry,
  added: { count: number; bytes: number } | null,
): Issue {
  const key = keys[0]!
  const cost = added
    ? ` About ${grouped.format(added.count)} new ones a day take about ${grouped.format(Math.ceil(added.bytes / 1_000))} kB: an estimate.`
    : ''
  const seconds = tableRetentionMs[granularity] / 1_000
  return {
    code: 'no_expiry',
    message: `Counters of ${granularity} buckets have no expiry (${withoutExpiry} of ${looked} looked at), so Redis keeps them for ever and grows.${cost} Services should set it on the counter itself, with each INCR: EXPIRE ${shown(key)} ${seconds}. An EXPIRE on a name that is no key does nothing.`,
    key,
    params: {
      granularity,
      withoutExpiry,
      looked,
      seconds,
      ...(added ? { keysPerDay: added.count, bytesPerDay: added.bytes } : {}),
    },
  }
}

/** Counters that end before the table says. */
export function shortExpiry({ granularity, keptHours, keys }: SchemeExpiry): Issue {
  const hours = Math.round((keptHours ?? 0) * 10) / 10
  const seconds = tableRetentionMs[granularity] / 1_000
  return {
    code: 'short_expiry',
    message: `Counters of ${granularity} buckets expire after about ${hours} hours, sooner than the scheme says: older ones are unknown. Services should use EXPIRE with ${seconds} s.`,
    ...(keys[0] === undefined ? {} : { key: keys[0] }),
    params: { granularity, hours, seconds },
  }
}

/** Calls of an endpoint that the total does not have. */
export function endpointNotInTotal({ endpoint, calls, buckets, keys }: SchemeSums, differing: number): Issue {
  const who = endpoint === null ? 'more than one endpoint' : shown(endpoint)
  return {
    code: 'endpoint_not_in_total',
    message: `Endpoints add up to ${grouped.format(calls ?? 0)} calls more than the totals of ${differing} of ${buckets} closed buckets: calls of ${who} are not counted in the total.`,
    key: keys[0]!,
    params: {
      calls: calls ?? 0,
      buckets: differing,
      ...(endpoint === null ? {} : { endpoint: shown(endpoint) }),
    },
  }
}

/** Calls of totals that no endpoint has, all keys being known. */
export function someWithoutEndpoint({ calls, buckets, keys }: SchemeSums, differing: number): Issue {
  return {
    code: 'unexplained',
    message: `The totals of ${differing} of ${buckets} closed buckets are ${grouped.format(calls ?? 0)} calls larger than their endpoints together: some calls are counted without an endpoint.`,
    key: keys[0]!,
    params: { count: calls ?? 0 },
  }
}

/** Settings that do not fit what was seen. */
export function settingIssues(seen: {
  info: SourceInfo
  proposed: SchemeSettings
  differs: readonly (keyof SchemeSettings)[]
  offset: SchemeOffset
  /** Keys under the prefix where none of them is a counter. */
  unlike: readonly string[]
  counters: readonly SchemeKey[]
}): Issue[] {
  const { info, proposed, differs, offset, unlike, counters } = seen
  const issues: Issue[] = []
  if (differs.includes('prefix')) {
    issues.push({
      code: 'prefix_differs',
      message: `No counter begins with "${info.prefix}:", but some with "${proposed.prefix}:".`,
      ...(counters[0] ? { key: counters[0].key } : {}),
      params: { prefix: proposed.prefix },
    })
  } else if (unlike[0] !== undefined) {
    issues.push({
      code: 'not_the_scheme',
      message: `Keys begin with "${info.prefix}:" and none of them is a counter, for example ${shown(unlike[0])}.`,
      key: unlike[0],
    })
  }
  if (differs.includes('bucketOffsetMinutes')) {
    const word = offset.confidence === 'sure' ? 'are' : 'seem to be'
    issues.push({
      code: 'offset_differs',
      message: `The newest buckets ${word} ${proposed.bucketOffsetMinutes} minutes ahead of UTC, the connection says ${info.bucketOffsetMinutes}.`,
      ...(offset.keys[0] === undefined ? {} : { key: offset.keys[0] }),
      params: { minutes: proposed.bucketOffsetMinutes, configured: info.bucketOffsetMinutes },
    })
  }
  if (differs.includes('reportPrefix')) {
    issues.push({
      code: 'report_prefix_differs',
      message: `Stored reports begin with "${proposed.reportPrefix}:", the connection says "${info.reportPrefix}".`,
      params: { prefix: proposed.reportPrefix },
    })
  }
  return issues
}

/** A key or name as a message shows it: the beginning of a long one. */
export function shown(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
