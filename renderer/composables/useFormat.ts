import { formatBytes } from '../format/bytes.ts'
import { formatCalls } from '../format/calls.ts'
import { formatChange } from '../../shared/format/change.ts'
import { spanOf } from '../format/duration.ts'
import { formatDifference, formatNumber } from '../../shared/format/number.ts'
import { formatRate } from '../../shared/format/rate.ts'
import { formatShare } from '../../shared/format/share.ts'
import { formatShort } from '../../shared/format/short.ts'
import { formatDays, formatTime, type TimeKind } from '../../shared/format/time.ts'
import { usePreferences } from './usePreferences.ts'
import { useText } from './useText.ts'

/** The formatters bound to the chosen language. */
export function useFormat() {
  const { t, language } = useText()
  const { numbers } = usePreferences()
  return {
    /** Calls as the person wants to read them: in full, or short. */
    calls: (value: number) => formatCalls(value, language.value, numbers.value),
    /** The count in full where `calls` is short. */
    exact: (value: number) => (numbers.value === 'short' ? formatNumber(value, language.value) : undefined),
    count: (value: number) => formatNumber(value, language.value),
    /** With its sign: +1,234, −12, 0. */
    difference: (value: number) => formatDifference(value, language.value),
    /** A difference of two shares in points of percent: +0.12. */
    points: (difference: number) => formatDifference(difference * 100, language.value, 2),
    short: (value: number) => formatShort(value, language.value),
    bytes: (bytes: number) => formatBytes(bytes, language.value),
    rate: (perSecond: number) => formatRate(perSecond, language.value),
    share: (share: number, digits?: number) => formatShare(share, language.value, digits),
    change: (change: number) => formatChange(change, language.value),
    time: (at: string | number, zone: string, kind: TimeKind = 'minute') =>
      formatTime(at, zone, language.value, kind),
    days: (from: string, to: string) => formatDays(from, to, language.value),
    span: (ms: number) => {
      const { unit, count } = spanOf(ms)
      return t(`span.${unit}`, { n: count }, count)
    },
    latency: (ms: number) => t('status.ms', { n: formatNumber(ms, language.value, ms < 9.95 ? 1 : 0) }),
  }
}
