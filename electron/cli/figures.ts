import type { UnknownReason } from '../../shared/figures.ts'

const grouped = new Intl.NumberFormat('en-US')
const oneDecimal = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const twoDecimals = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

const reasons: Record<UnknownReason, string> = {
  not_counted_yet: 'not counted yet, or lost',
  expired: 'older than Redis keeps it',
  unconfirmed: 'missing, and not confirmed as 0',
  lost: 'Redis lost counts',
  bad_value: 'a counter holds no number',
  wrong_type: 'a key is of another type',
  no_permission: 'this account may not read it',
  reading: 'still being read',
  utc_day_only: 'statuses are counted by UTC day only',
  clock_change: 'no such time: the clock was changed',
}

/** Why a figure is unknown, in words. */
export function reasonText(why: UnknownReason | null): string {
  return why === null ? '' : reasons[why]
}

/** A number of calls: grouped, "≈" where approximate, "≥" where only a lower bound is sure, "—" where nothing is. */
export function callsText(
  calls: number | null,
  options: { atLeast?: number; approximate?: boolean } = {},
): string {
  const { atLeast = 0, approximate = false } = options
  if (calls !== null) return (approximate ? '≈ ' : '') + grouped.format(calls)
  return atLeast > 0 ? `≥ ${grouped.format(atLeast)}` : '—'
}

/** A share with two decimals: never 100% unless it is all, never 0% unless it is none. */
export function shareText(share: number | null): string {
  if (share === null) return '—'
  const percent = share * 100
  if (share > 0 && percent < 0.005) return '<0.01%'
  if (share < 1 && percent >= 99.995) return '99.99%'
  if (share > 1 && percent < 100.005) return '>100%'
  return `${share === 0 || share === 1 ? percent : twoDecimals.format(percent)}%`
}

/** A change with its sign and one decimal: 0% only where nothing changed, -100% only where nothing is left. */
export function changeText(change: number | null): string {
  if (change === null) return '—'
  if (change === 0) return '0%'
  const sign = change > 0 ? '+' : '-'
  const percent = Math.abs(change) * 100
  if (percent < 0.05) return change > 0 ? '<+0.1%' : '>-0.1%'
  if (change > -1 && change < 0 && percent >= 99.95) return '-99.9%'
  return `${sign}${oneDecimal.format(percent)}%`
}
