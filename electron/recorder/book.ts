import { bucketAt, bucketStart, widthMs } from '../../shared/time.ts'
import type { Calls } from './calls.ts'
import { valueIn } from './value-in.ts'

export interface DayOfBook {
  users: Map<string, number>
  hours: Map<number, HourOfBook>
}

export interface HourOfBook {
  statuses: Map<string, number>
  /** Calls by endpoint, by minute. */
  minutes: Map<number, Map<string, number>>
}

/** Calls that wait to be sent, added up: what wider buckets hold follows from the narrower ones. */
export interface Book {
  /** Takes the calls, or says false where their names would take more than `roomBytes`. */
  add(calls: Calls, roomBytes: number): boolean
  calls(): number
  /** About how much memory it takes, rather too much than too little. */
  bytes(): number
  days: ReadonlyMap<number, DayOfBook>
  /** When each endpoint and status was last seen, in epoch seconds. */
  lastSeen: { api: Map<string, number>; status: Map<string, number> }
}

// A map takes 28 bytes for each place of its table, of which more than half are filled.
const entryBytes = 60
const bucketBytes = 400

interface Place {
  startMs: number
  users: Map<string, number>
  statuses: Map<string, number>
  apis: Map<string, number>
}

export function createBook(offsetMinutes: number): Book {
  const days = new Map<number, DayOfBook>()
  const lastSeen = { api: new Map<string, number>(), status: new Map<string, number>() }
  let place: Place | null = null
  let bytes = 0
  let calls = 0

  const placeAt = (atMs: number, roomBytes: number): Place | null => {
    if (place && atMs >= place.startMs && atMs < place.startMs + widthMs.minute) return place
    const minute = bucketAt(atMs, 'minute', offsetMinutes)
    const [dayNumber, hourNumber] = [
      bucketAt(atMs, 'day', offsetMinutes),
      bucketAt(atMs, 'hour', offsetMinutes),
    ]
    const isNew = !days.get(dayNumber)?.hours.get(hourNumber)?.minutes.has(minute)
    if (isNew && roomBytes < bucketBytes) return null
    if (isNew) bytes += bucketBytes
    const day = valueIn(days, dayNumber, () => ({ users: new Map(), hours: new Map() }))
    const hour = valueIn(day.hours, hourNumber, () => ({ statuses: new Map(), minutes: new Map() }))
    const apis = valueIn(hour.minutes, minute, () => new Map())
    const startMs = bucketStart(minute, 'minute', offsetMinutes)
    place = { startMs, users: day.users, statuses: hour.statuses, apis }
    return place
  }

  return {
    days,
    lastSeen,
    calls: () => calls,
    bytes: () => bytes,
    add({ user, endpoint, status, atMs, calls: more }, roomBytes) {
      const at = placeAt(atMs, roomBytes)
      if (at === null) return false
      const { users, statuses, apis } = at
      const byUser = users.get(user)
      const byStatus = statuses.get(status)
      const byApi = apis.get(endpoint)
      const growsBy =
        (byUser === undefined ? bytesOf(user) : 0) +
        (byStatus === undefined ? 2 * bytesOf(status) : 0) +
        (byApi === undefined ? 2 * bytesOf(endpoint) : 0)
      if (growsBy > roomBytes) return false
      const atS = Math.floor(atMs / 1_000)
      const api = byApi === undefined ? ownCopy(endpoint) : endpoint
      const ownStatus = byStatus === undefined ? ownCopy(status) : status
      users.set(byUser === undefined ? ownCopy(user) : user, (byUser ?? 0) + more)
      statuses.set(ownStatus, (byStatus ?? 0) + more)
      apis.set(api, (byApi ?? 0) + more)
      see(lastSeen.api, api, atS)
      see(lastSeen.status, ownStatus, atS)
      bytes += growsBy
      calls += more
      return true
    },
  }
}

function see(lastSeen: Map<string, number>, name: string, atS: number): void {
  const before = lastSeen.get(name)
  if (before === undefined || before < atS) lastSeen.set(name, atS)
}

function bytesOf(name: string): number {
  return entryBytes + 24 + 2 * name.length
}

/** From 13 characters on a part of a text keeps the whole text in memory: of a header, or of a body of megabytes. */
function ownCopy(name: string): string {
  return name.length < 13 ? name : Buffer.from(name).toString()
}
