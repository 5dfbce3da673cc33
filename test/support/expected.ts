import type { Granularity } from '../../shared/api.ts'
import type { Call } from './calls.ts'

/**
 * What the rules say of a complete list of calls, computed from the list with Intl alone. `null` is unknown. Counters are
 * as old as the table of the counters keeps them.
 */
const width = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }
const kept = { minute: 7 * width.day, hour: 30 * width.day, day: 365 * width.day }

export interface Expected {
  bucket(granularity: Granularity, n: number, name?: string): number | null
  span(startMs: number, endMs: number, name?: string): number | null
  day(date: string, name?: string): { calls: number | null; approximate: boolean }
  edges(date: string): [startMs: number, endMs: number]
  dateAt(ms: number): string
  dateBefore(date: string, days: number): string
  sameWall(ms: number, date: string): number
}

const formats = new Map<string, Intl.DateTimeFormat>()

function wallOf(zone: string, ms: number): number {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(zone, format)
  }
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(ms)) part[type] = Number(value)
  return Date.UTC(
    part['year']!,
    part['month']! - 1,
    part['day'],
    part['hour'],
    part['minute'],
    part['second'],
  )
}

/** The first instant at which a clock in the zone shows `wall` or later. */
function firstAtWall(zone: string, wall: number): number {
  let low = wall - 16 * width.hour
  let high = wall + 16 * width.hour
  // A clock that is put back shows a wall time twice: walk to the first half hour that shows it, then halve.
  for (let ms = low; ms <= high; ms += 1_800_000) {
    if (wallOf(zone, ms) >= wall) {
      high = ms
      low = ms - 1_800_000
      break
    }
  }
  while (high - low > 1_000) {
    const middle = low + Math.floor((high - low) / 2_000) * 1_000
    if (wallOf(zone, middle) >= wall) high = middle
    else low = middle
  }
  return high
}

const starts = new Map<string, number>()

/** The start of a calendar date by Intl alone. */
export function startOfDate(zone: string, date: string): number {
  const id = `${zone} ${date}`
  const start = starts.get(id) ?? firstAtWall(zone, Date.parse(`${date}T00:00:00Z`))
  starts.set(id, start)
  return start
}

/** The instant of a wall-clock time: the first of two, or as far behind a gap as the time would have been. */
export function instantOfWall(zone: string, wall: number): number {
  const first = firstAtWall(zone, wall)
  const shown = wallOf(zone, first)
  if (shown === wall) return first
  const before = first - 1_000
  return wall - (wallOf(zone, before) - before)
}

export function expectedOf(calls: Call[], nowMs: number, zone: string): Expected {
  const counts = new Map<string, number>()
  const add = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const { atMs, endpoint } of calls) {
    for (const granularity of ['minute', 'hour', 'day'] as const) {
      const n = Math.floor(atMs / width[granularity])
      add(`${granularity}|${n}|`)
      add(`${granularity}|${n}|of ${endpoint}`)
    }
  }
  const firstDay = Math.floor(Math.min(...calls.map(({ atMs }) => atMs)) / width.day)
  const isGone = (granularity: Granularity, n: number): boolean =>
    n * width[granularity] + kept[granularity] <= nowMs
  const count = (granularity: Granularity, n: number, name?: string): number =>
    isGone(granularity, n)
      ? 0
      : (counts.get(`${granularity}|${n}|${name === undefined ? '' : `of ${name}`}`) ?? 0)

  type Verdict = number | 'unknown' | 'gone'
  const ratio = { minute: 60, hour: 24 }

  const judge = (granularity: Granularity, n: number, name?: string): Verdict => {
    const startMs = n * width[granularity]
    const found = count(granularity, n, name)
    if (found > 0) return found
    if (startMs > nowMs) return 0
    const day = Math.floor(startMs / width.day)
    if (day < firstDay) return 'unknown'
    if (isGone(granularity, n)) return 'gone'
    if (count('day', day) === 0) return 'unknown'
    if (granularity === 'day') return 0
    const total = name === undefined ? 0 : judge(granularity, n)
    if (typeof total === 'string') return total
    if (name !== undefined && total === 0) return 0
    return confirm(granularity, n, name)
  }

  /** A missing bucket is zero where those beside it that are kept add up to the wider one. */
  const confirm = (granularity: 'minute' | 'hour', n: number, name?: string): Verdict => {
    const beside = ratio[granularity]
    const wider = Math.floor(n / beside)
    const whole = judge(granularity === 'hour' ? 'day' : 'hour', wider, name)
    if (typeof whole === 'string') return 'unknown'
    const all = Array.from({ length: beside }, (_, i) => wider * beside + i)
    const sum = all.reduce((so, one) => so + count(granularity, one, name), 0)
    if (sum === whole) return 0
    return all.some((one) => isGone(granularity, one)) ? 'gone' : 'unknown'
  }

  const spanVerdict = (startMs: number, endMs: number, name?: string): Verdict => {
    let sum: Verdict = 0
    for (let ms = startMs; ms < endMs && ms <= nowMs;) {
      const isHour = ms % width.hour === 0 && ms + width.hour <= endMs
      const granularity = isHour ? 'hour' : 'minute'
      const part = judge(granularity, ms / width[granularity], name)
      if (typeof sum === 'number') sum = typeof part === 'number' ? sum + part : part
      ms += width[granularity]
    }
    return sum
  }
  const known = (verdict: Verdict): number | null => (typeof verdict === 'number' ? verdict : null)
  const bucket: Expected['bucket'] = (granularity, n, name) => known(judge(granularity, n, name))
  const span: Expected['span'] = (startMs, endMs, name) => known(spanVerdict(startMs, endMs, name))
  const edges: Expected['edges'] = (date) => [startOfDate(zone, date), startOfDate(zone, plusDays(date, 1))]
  const ceilHour = (ms: number): number => Math.ceil(ms / width.hour) * width.hour

  return {
    bucket,
    span,
    edges,
    day(date, name) {
      const [startMs, endMs] = edges(date)
      if (zone === 'UTC') return { calls: bucket('day', startMs / width.day, name), approximate: false }
      const exact = spanVerdict(startMs, endMs, name)
      if (typeof exact === 'number') return { calls: exact, approximate: false }
      if (exact === 'unknown') return { calls: null, approximate: false }
      const byHours = spanVerdict(ceilHour(startMs), ceilHour(endMs), name)
      if (typeof byHours === 'number') return { calls: byHours, approximate: true }
      if (byHours === 'unknown') return { calls: null, approximate: false }
      const calls = bucket('day', Date.parse(`${date}T00:00:00Z`) / width.day, name)
      return { calls, approximate: calls !== null }
    },
    dateAt: (ms) => new Date(wallOf(zone, ms)).toISOString().slice(0, 10),
    dateBefore: (date, days) => plusDays(date, -days),
    sameWall: (ms, date) => {
      const time = wallOf(zone, ms) % width.day
      return instantOfWall(zone, Date.parse(`${date}T00:00:00Z`) + time)
    },
  }
}

function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * width.day).toISOString().slice(0, 10)
}
