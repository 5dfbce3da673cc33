import { makeCallList, statusNames, userNames, type CallList } from './call-list.ts'
import { endpointNames, type Entry } from './endpoint-counters.ts'

export const calls = 10_000_000

/** The day of all calls, in UTC, until an instant that stands for now: so no midnight comes between. */
export const date = '2026-11-23'
const startS = Date.parse(`${date}T00:00:00Z`) / 1_000
const spanS = 18 * 3_600
export const nowS = startS + spanS

const callsALine = 5_000

/** Calls spread evenly over the day until now, oldest first. */
export function makeDay(): CallList {
  return makeCallList(calls)
}

/** The calls one by one: instant, user, endpoint and status, with tabs between. */
export function* linesOf({ user, endpoint, status }: CallList): Generator<string> {
  let lines = ''
  let second = 0
  let at = ''
  for (let i = 0; i < calls; i++) {
    if (secondOf(i) !== second) {
      second = secondOf(i)
      at = new Date(second * 1_000).toISOString().slice(0, 19)
    }
    lines += `${at}\t${userNames[user[i]!]}\t${endpointNames[endpoint[i]!]}\t${statusNames[status[i]!]}\n`
    if ((i + 1) % callsALine > 0) continue
    yield lines
    lines = ''
  }
  if (lines !== '') yield lines
}

/** The counters that services leave of them, and the index of the endpoints aside. */
export function* countersOf({ user, endpoint, status }: CallList): Generator<Entry> {
  const day = startS / 86_400
  const firsts = { minute: startS / 60, hour: startS / 3_600, day }
  const widths = { minute: 60, hour: 3_600, day: 86_400 }
  for (const name of ['minute', 'hour', 'day'] as const) {
    const totals = new Uint32Array(Math.ceil(spanS / widths[name]))
    const parts = new Uint32Array(totals.length * endpointNames.length)
    for (let i = 0; i < calls; i++) {
      const bucket = Math.floor((secondOf(i) - startS) / widths[name])
      totals[bucket]! += 1
      parts[bucket * endpointNames.length + endpoint[i]!]! += 1
    }
    for (const [bucket, count] of totals.entries()) {
      const key = `stats:${name}:${firsts[name] + bucket}`
      if (count > 0) yield [`${key}:total`, String(count)]
      for (const [place, of] of endpointNames.entries()) {
        const count = parts[bucket * endpointNames.length + place]!
        if (count > 0) yield [`${key}:api:${of}`, String(count)]
      }
    }
  }
  yield* named(`stats:day:${day}:status:`, statusNames, status)
  yield* named(`stats:day:${day}:user:`, userNames, user)
}

function* named(begin: string, names: readonly string[], places: Uint8Array | Uint32Array): Generator<Entry> {
  const counts = new Uint32Array(names.length)
  for (const place of places) counts[place]! += 1
  for (const [place, count] of counts.entries()) if (count > 0) yield [begin + names[place]!, String(count)]
}

function secondOf(call: number): number {
  return startS + Math.floor((call / calls) * spanS)
}
