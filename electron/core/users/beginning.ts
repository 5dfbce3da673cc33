import { bucketStart } from '../../../shared/time.ts'
import type { Parts } from '../stats/parts.ts'

/**
 * The first day that was counted at all, where that can be told: the day before it would still be there, and no key was removed for
 * want of memory. What was told once holds until an older day turns up.
 */
export async function provenBeginning({
  archive,
  reader,
  source,
  offsetMinutes,
}: Parts): Promise<number | null> {
  const told = archive.census().beganDay
  const nowMs = reader.nowMs()
  const { firstDay, retentionMs } = reader.counters(nowMs)
  if (firstDay === null || (told !== null && firstDay >= told)) return told
  const isStillKept = bucketStart(firstDay - 1, 'day', offsetMinutes) + retentionMs.day > nowMs
  if (!isStillKept) return null
  return (await source.facts()).evictedKeys === 0 ? firstDay : null
}
