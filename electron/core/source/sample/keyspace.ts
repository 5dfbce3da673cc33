import type { Granularity } from '../../../../shared/api.ts'
import { counterKey, type Series } from '../../../../shared/keys.ts'
import { bucketAt, tableRetentionMs, widthMs } from '../../../../shared/time.ts'
import { sampleStatuses, type SampleCounts } from './counts.ts'

const order: Granularity[] = ['day', 'hour', 'minute']

/** A place in the order of all keys: days first, then hours, then minutes, each oldest first. */
interface Place {
  granularity: Granularity
  bucket: number
  offset: number
}

/** The keys of the sample data, one bucket after another, without ever listing them all. */
export interface Keyspace {
  /** The next `count` keys from a cursor on. */
  step(cursor: string | null, count: number, now: number): { cursor: string | null; keys: string[] }
  /** How many keys there are. */
  size(now: number): number
}

/** Keys whose counter is 0 do not exist and are left out. */
export function createKeyspace(prefix: string, counts: SampleCounts): Keyspace {
  const first = (granularity: Granularity, now: number): number => {
    const oldest = Math.floor((now - tableRetentionMs[granularity]) / widthMs[granularity]) + 1
    return Math.max(oldest, bucketAt(counts.firstDay(now) * widthMs.day, granularity))
  }

  const seriesOf = ({ granularity, bucket }: Place): Series[] => {
    const day = Math.floor((bucket * widthMs[granularity]) / widthMs.day)
    const apis = counts.day(day).names.map((name): Series => ({ kind: 'api', name }))
    if (granularity !== 'day') return [{ kind: 'total' }, ...apis]
    const statuses = sampleStatuses.map((name): Series => ({ kind: 'status', name }))
    const users = counts.users(day).ids.map((name): Series => ({ kind: 'user', name }))
    return [{ kind: 'total' }, ...apis, ...statuses, ...users]
  }

  const next = (place: Place, now: number): Place | null => {
    if (place.bucket < bucketAt(now, place.granularity))
      return { ...place, bucket: place.bucket + 1, offset: 0 }
    const granularity = order[order.indexOf(place.granularity) + 1]
    return granularity ? { granularity, bucket: first(granularity, now), offset: 0 } : null
  }

  return {
    step: (cursor, count, now) => {
      let place = parseCursor(cursor) ?? { granularity: 'day' as const, bucket: first('day', now), offset: 0 }
      const keys: string[] = []
      let left = Math.max(1, count)
      for (;;) {
        const series = seriesOf(place)
        const slice = series.slice(place.offset, place.offset + left)
        for (const one of slice) {
          const { granularity, bucket } = place
          if (counts.value({ granularity, bucket, series: one }, now) !== null) {
            keys.push(counterKey(prefix, granularity, bucket, one))
          }
        }
        left -= slice.length
        place = { ...place, offset: place.offset + slice.length }
        if (place.offset >= series.length) {
          const following = next(place, now)
          if (!following) return { cursor: null, keys }
          place = following
        }
        if (left <= 0) return { cursor: `${place.granularity}:${place.bucket}:${place.offset}`, keys }
      }
    },
    size: (now) => {
      let size = 2
      for (const granularity of order) {
        const buckets = bucketAt(now, granularity) - first(granularity, now) + 1
        size += buckets * (counts.day(bucketAt(now, 'day')).names.length + 1)
        if (granularity === 'day')
          size += buckets * (sampleStatuses.length + counts.users(bucketAt(now, 'day')).ids.length)
      }
      return size
    },
  }
}

function parseCursor(cursor: string | null): Place | null {
  const match = /^(day|hour|minute):([0-9]{1,12}):([0-9]{1,9})$/.exec(cursor ?? '')
  if (!match) return null
  return { granularity: match[1] as Granularity, bucket: Number(match[2]), offset: Number(match[3]) }
}
