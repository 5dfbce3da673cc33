import type { Call } from './calls.ts'
import { randomOf } from './random.ts'

/** Days on which some clock of the tested zones is changed, and quiet ones. */
const days = [
  '2026-11-01',
  '2026-11-02',
  '2026-03-08',
  '2026-03-09',
  '2026-04-04',
  '2026-04-05',
  '2026-09-26',
  '2026-09-27',
  '2026-11-24',
  '2026-01-01',
  '2028-02-29',
]
const names = [
  '/api/a',
  '/api/b',
  '/api/B',
  'x:total',
  '',
  '__proto__',
  '天气',
  '😀',
  '\uffff',
  'a b',
  '10',
  '9',
]
const statuses = ['success', 'OK', '200', '302', 'error', 'Timeout', '404', '500', 'cached', '١٢٣', '2000']

/** A repeatable list of calls and an instant after them: some dense, some sparse, with quiet hours and days. */
export function randomCalls(seed: string): { calls: Call[]; nowMs: number } {
  const random = randomOf(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const dayMs = Date.parse(`${pick(days)}T00:00:00Z`)
  const nowMs = dayMs + Math.floor(random() * 1_440) * 60_000 + 2_000 + Math.floor(random() * 55_000)
  const reach = pick([3_600_000, 6 * 3_600_000, 86_400_000, 3 * 86_400_000, 10 * 86_400_000, 75 * 86_400_000])
  const count = pick([1, 20, 300, 1_500])
  const endpoints = names.slice(0, 1 + Math.floor(random() * names.length))
  const quietHour = Math.floor(random() * 24)
  const calls: Call[] = []
  for (let i = 0; i < count; i++) {
    // Half of the calls are recent, so that minutes and running buckets are filled.
    const atMs = Math.floor(nowMs - random() ** pick([1, 4]) * reach)
    if (Math.floor(atMs / 3_600_000) % 24 === quietHour && i > 0) continue
    calls.push({ atMs, user: String(i % 7), endpoint: pick(endpoints), status: pick(statuses) })
  }
  return { calls: calls.sort((a, b) => a.atMs - b.atMs), nowMs }
}
