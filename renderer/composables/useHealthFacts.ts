import type { Health } from '../../shared/health.ts'
import type { SchemeExpiry, SchemeOffset, SchemeSums } from '../../shared/scheme.ts'
import { formatNumber } from '../../shared/format/number.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'

/** Clocks that differ by less are said to agree. */
const agreeMs = 2_000

/** What a health check saw, each as a name and its words. */
export function useHealthFacts() {
  const { t, language } = useText()
  const { count, latency } = useFormat()
  const minutes = (n: number): string => t('health.minutes', { n: count(n) })

  function clock(skewMs: number | null): string {
    if (skewMs === null) return t('health.mayNotAsk')
    const size = Math.abs(skewMs)
    if (size <= agreeMs) return t('health.clockSame', { ms: latency(Math.max(1, size)) })
    const span = t('span.second', { n: formatNumber(size / 1_000, language.value, 1) })
    return t(skewMs > 0 ? 'health.clockAhead' : 'health.clockBehind', { span })
  }

  function buckets(offset: SchemeOffset): string {
    if (offset.minutes === null) return t('health.bucketsNone')
    const words =
      offset.minutes === 0
        ? t('health.bucketsUtc')
        : t(offset.minutes > 0 ? 'health.bucketsAhead' : 'health.bucketsBehind', {
            offset: minutes(Math.abs(offset.minutes)),
          })
    return offset.confidence === 'likely' ? `${words} (${t('health.bucketsLikely')})` : words
  }

  function expiry({ state, looked, withoutExpiry, keptHours }: SchemeExpiry): string {
    if (state === 'unknown') return t('health.expiryUnknown')
    if (state === 'right') return t('health.expiryRight')
    if (state === 'missing') return t('health.expiryMissing', { n: count(withoutExpiry), of: count(looked) })
    return t('health.expiryShort', { hours: formatNumber(keptHours ?? 0, language.value, 1) })
  }

  function sums({ state, buckets: n, calls }: SchemeSums): string {
    if (state === 'unknown') return t('health.sumsUnknown')
    if (state === 'add_up') return t('health.sumsAddUp', { n: count(n) }, n)
    const key = state === 'endpoint_not_in_total' ? 'health.sumsMore' : 'health.sumsLess'
    return t(key, { n: count(calls ?? 0) })
  }

  function looked({ looked: { keys, isWhole, tookMs }, server }: Health): string {
    const n = count(keys)
    const took = t('health.took', { ms: latency(tookMs) })
    if (isWhole) return `${t('health.sampleWhole', { n })}, ${took}`
    const part =
      server.keys === null
        ? t('health.samplePartOnly', { n })
        : t('health.samplePart', { n, of: count(server.keys) })
    return `${part}, ${took}`
  }

  function memory({ maxmemory, maxmemoryPolicy }: Health['server']): string {
    if (maxmemoryPolicy === null) return t('health.mayNotAsk')
    if (!maxmemory) return t('health.memoryNoLimit')
    const mb = count(Math.max(1, Math.round(maxmemory / 1_000_000)))
    return t('health.memoryLimit', { mb, policy: maxmemoryPolicy })
  }

  const orNotAsked = (value: number | null): string => (value === null ? t('health.mayNotAsk') : count(value))

  return (health: Health): [name: string, words: string][] => {
    const { scheme, server } = health
    return [
      [t('health.clock'), clock(health.clockSkewMs)],
      [t('health.buckets'), buckets(scheme.offset)],
      [t('health.sums'), sums(scheme.sums)],
      ...scheme.expiry.map((one): [string, string] => [t(`health.expiry.${one.granularity}`), expiry(one)]),
      [t('health.memory'), memory(server)],
      [t('health.evicted'), orNotAsked(server.evictedKeys)],
      [t('health.flushes'), orNotAsked(server.flushes)],
      [t('health.version'), server.version ?? t('health.mayNotAsk')],
      [t('health.sample'), looked(health)],
    ]
  }
}
