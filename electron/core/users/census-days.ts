import { totalOf } from '../../../shared/counters.ts'
import { bucketAt, epochDay, graceMs } from '../../../shared/time.ts'
import type { UserDayCount } from '../reports/archive-user-days.ts'
import type { CellId } from '../stats/memory.ts'
import type { Parts } from '../stats/parts.ts'

/** What may be missing anew without another look, as a share of the day's calls. */
const toleratedShare = 0.001

/**
 * The closed days whose users a census should count, oldest first: those within reach that were never counted, or whose calls
 * have grown since. Where reports are shared, days that another program counted are not counted again. Where a person asks, those too whose users did not explain all calls.
 */
export function daysToCount(parts: Parts, { isAsked }: { isAsked: boolean }): number[] {
  const { archive, reader, memory, offsetMinutes } = parts
  const nowMs = reader.nowMs()
  const { firstDay, retentionMs } = reader.counters(nowMs)
  if (firstDay === null) return []
  const last = bucketAt(nowMs - graceMs, 'day', offsetMinutes) - 1
  const first = Math.max(firstDay, bucketAt(nowMs - retentionMs.day, 'day', offsetMinutes) + 1)
  const counted = new Map(archive.userDays(first, last).map((count) => [count.day, count]))
  const days: number[] = []
  for (let day = first; day <= last; day++) {
    const count = counted.get(day)
    const total = memory.get('total', 'day', day)
    if (!count || isShort(count, typeof total === 'number' ? total : null, isAsked)) days.push(day)
  }
  if (isAsked || !parts.isShared || offsetMinutes !== 0) return days
  // Another program on the same Redis counted these and left them in the reports that were adopted.
  const adopted = new Set(archive.datesOfAdoptedUsers('UTC').map(epochDay))
  return days.filter((day) => counted.has(day) || !adopted.has(day))
}

function isShort(count: UserDayCount, total: number | null, isAsked: boolean): boolean {
  const left = (count.total ?? count.calls) - count.calls
  if (isAsked && left !== 0) return true
  return total !== null && total - count.calls - left > Math.max(1, total * toleratedShare)
}

/** The calls of some days by their own counters, read now; null where unknown. */
export async function totalsNow(
  { reader }: Parts,
  days: readonly number[],
): Promise<Map<number, number | null>> {
  const cells = days.map((day): CellId => ({ series: 'total', granularity: 'day', bucket: day }))
  await reader.load(cells)
  const figures = await reader.answer((counters) => days.map((day) => totalOf(counters, 'day', day)))
  return new Map(days.map((day, i) => [day, figures[i]!.value]))
}
