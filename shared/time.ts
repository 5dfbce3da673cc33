import { Temporal } from 'temporal-polyfill'
import type { Granularity } from './api.ts'
import { AppError } from './errors.ts'

/** Width of a bucket in milliseconds. */
export const widthMs: Record<Granularity, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** How long services keep a bucket, from its start, in milliseconds (the table of the counters). */
export const tableRetentionMs: Record<Granularity, number> = {
  minute: 7 * widthMs.day,
  hour: 30 * widthMs.day,
  day: 365 * widthMs.day,
}

/** How long after its end a bucket may still grow by calls in flight, in milliseconds. */
export const graceMs = 120_000

/** The number of the bucket that holds an instant. `offsetMinutes`: how far the services' buckets are ahead of UTC. */
export function bucketAt(ms: number, granularity: Granularity, offsetMinutes = 0): number {
  return Math.floor((ms + offsetMinutes * 60_000) / widthMs[granularity])
}

/** The first instant of a bucket. */
export function bucketStart(bucket: number, granularity: Granularity, offsetMinutes = 0): number {
  return bucket * widthMs[granularity] - offsetMinutes * 60_000
}

/** An instant as the contract writes it. */
export function isoInstant(ms: number): string {
  return new Date(ms).toISOString()
}

/** The number of a calendar date in days since 1970-01-01, which is also the number of its day bucket in UTC. */
export function epochDay(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / widthMs.day)
}

/** A calendar day of a zone: from its first instant to that of the next day. */
export interface LocalDay {
  /** YYYY-MM-DD */
  date: string
  startMs: number
  endMs: number
}

/** Calendar arithmetic of one IANA time zone. One such object serves a chart, its table and its file. */
export interface Zone {
  id: string
  dayAt(ms: number): LocalDay
  day(date: string): LocalDay
  /** The calendar day that lies `days` before another. */
  daysBefore(day: LocalDay, days: number): LocalDay
  /** The instant on `date` at which a clock shows what it shows at `ms` (Temporal's `compatible` for gaps and repeats). */
  sameWallTime(ms: number, date: string): number
  /** The first instant of `date` at which a clock shows `time` (HH:MM) or later: after a gap its end, of two the first. */
  firstAt(date: string, time: string): number
}

/** The zone of an IANA name. Errors: `bad_input` for a name that the runtime does not know. */
export function createZone(id: string): Zone {
  checkZone(id)
  const days = new Map<string, LocalDay>()
  let recent: LocalDay | null = null

  const day: Zone['day'] = (date) => {
    const known = days.get(date)
    if (known) return known
    const plain = Temporal.PlainDate.from(date)
    const made: LocalDay = {
      date,
      startMs: plain.toZonedDateTime(id).epochMilliseconds,
      endMs: plain.add({ days: 1 }).toZonedDateTime(id).epochMilliseconds,
    }
    days.set(date, made)
    return made
  }
  return {
    id,
    day,
    dayAt(ms) {
      if (recent && ms >= recent.startMs && ms < recent.endMs) return recent
      recent = day(zoned(ms, id).toPlainDate().toString())
      return recent
    },
    daysBefore: (from, count) => day(Temporal.PlainDate.from(from.date).subtract({ days: count }).toString()),
    sameWallTime(ms, date) {
      const plainTime = zoned(ms, id).toPlainTime()
      return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: id, plainTime }).epochMilliseconds
    },
    firstAt(date, time) {
      const { startMs, endMs } = day(date)
      // Most days are as long as the clock says, and a year of them is asked for at once.
      if (endMs - startMs === widthMs.day) return startMs + minutesOf(time) * widthMs.minute
      const plainTime = Temporal.PlainTime.from(time)
      const at = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: id, plainTime })
      if (at.toPlainTime().equals(plainTime)) return at.epochMilliseconds
      // A time at the very start of a gap is moved to its very end, which no transition lies before but the last one.
      const after = at.add({ milliseconds: 1 })
      return after.getTimeZoneTransition('previous')?.epochMilliseconds ?? at.epochMilliseconds
    },
  }
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

function zoned(ms: number, id: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(id)
}

function checkZone(id: string): void {
  try {
    zoned(0, id)
  } catch (error) {
    throw new AppError(
      'bad_input',
      `"${id}" is not a time zone: write an IANA name such as Asia/Shanghai or UTC.`,
      {
        cause: error,
      },
    )
  }
}
