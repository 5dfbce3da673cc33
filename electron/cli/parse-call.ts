import { whyNotCounted, type Calls } from '../recorder/calls.ts'
import { instantMs } from './option-values.ts'

/** A call that a line of JSON tells of, or why it tells of none. */
export type ParsedCall = { call: Calls } | { why: string }

const shape = 'it is no JSON object such as {"user": "42", "endpoint": "/api/weather", "status": "success"}'

export function parseCall(line: string, nowMs: number, offsetMinutes: number): ParsedCall {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    return { why: shape }
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { why: shape }
  const { at, user, endpoint, status } = json as Record<string, unknown>
  const names = { user: nameFrom(user), endpoint: nameFrom(endpoint), status: nameFrom(status) }
  for (const [field, name] of Object.entries(names)) {
    if (name === null) return { why: `"${field}" is missing, or neither a text nor a whole number` }
  }
  const atMs = at === undefined || at === null ? nowMs : epochMs(at)
  if (!(atMs >= 0 && atMs < latestMs)) {
    return { why: '"at" is neither epoch seconds nor an instant such as 2026-11-22T13:41:07Z' }
  }
  const call = { ...(names as Record<keyof typeof names, string>), atMs, calls: 1 }
  const why = whyNotCounted(call, nowMs, offsetMinutes)
  return why === null ? { call } : { why }
}

/** The year 10000: more is in milliseconds. */
const latestMs = 253_402_300_800_000

function nameFrom(value: unknown): string | null {
  if (typeof value === 'string') return value
  return Number.isSafeInteger(value) ? String(value) : null
}

function epochMs(at: unknown): number {
  if (typeof at === 'number') return Math.floor(at * 1_000)
  return typeof at === 'string' ? instantMs(at) : Number.NaN
}
