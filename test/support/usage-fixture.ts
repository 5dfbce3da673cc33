import type { UsageInput } from '../../shared/api.ts'
import type { EndpointUsage, Usage, UsageItem } from '../../shared/usage.ts'
import { seeded } from './overview-fixture.ts'

/** As the app would answer of so many endpoints, each with fewer calls than the one before. */
export function makeUsage(input: UsageInput, endpoints = 37): Usage {
  const { offset = 0, limit = 100, search = '', filter = 'called' } = input
  const all = Array.from({ length: endpoints }, (_one, i) => makeUsageItem(i, endpoints))
  const found = all.filter(({ endpoint }) => endpoint.includes(search))
  const kinds = {
    called: found.filter(({ hasGoneQuiet }) => !hasGoneQuiet),
    new: found.filter(({ isNew }) => isNew),
    quiet: found.filter(({ hasGoneQuiet }) => hasGoneQuiet),
    all: found,
  }
  const items = kinds[filter].slice(offset, offset + limit)
  const end = offset + items.length
  return {
    source: 'Production',
    sample: false,
    issues: [],
    asOf: '2026-11-24T07:21:04.000Z',
    zone: input.zone,
    from: input.from ?? '2026-11-18',
    to: input.to ?? '2026-11-24',
    previousFrom: '2026-11-11',
    previousTo: '2026-11-17',
    comparableUntil: '2026-11-24T07:00:00.000Z',
    previousUntil: '2026-11-17T07:00:00.000Z',
    total: 1_234_567,
    atLeast: 1_234_567,
    why: null,
    approximate: false,
    comparable: 1_230_000,
    previous: 1_200_000,
    previousApproximate: false,
    change: 0.025,
    coverage: 1,
    items,
    next: end < kinds[filter].length ? end : null,
    others: { items: kinds[filter].length - items.length, calls: 0, atLeast: 0, share: 0 },
    counts: {
      called: kinds.called.length,
      new: kinds.new.length,
      quiet: kinds.quiet.length,
      all: kinds.all.length,
    },
  }
}

/** The second endpoint is new, the last one has gone quiet. */
export function makeUsageItem(i: number, endpoints: number): UsageItem {
  const isLast = i === endpoints - 1
  const calls = isLast ? 0 : 500_000 - i * 37
  return {
    endpoint: `/api/op-${String(i).padStart(5, '0')}`,
    members: 1,
    calls,
    atLeast: calls,
    why: null,
    approximate: false,
    share: calls / 1_234_567,
    previous: i === 1 ? 0 : 400_000,
    previousApproximate: false,
    change: i === 1 ? null : calls / 400_000 - 1,
    firstSeen: i === 1 ? '2026-11-20' : '2026-11-11',
    lastSeen: isLast ? '2026-11-15' : '2026-11-24',
    isNew: i === 1,
    hasGoneQuiet: isLast,
  }
}

/** Seven days of one endpoint; the third is unknown, the last one is running. */
export function makeEndpointUsage(endpoint: string, zone = 'UTC'): EndpointUsage {
  const random = seeded(3)
  return {
    source: 'Production',
    sample: false,
    issues: [],
    asOf: '2026-11-24T07:21:04.000Z',
    zone,
    from: '2026-11-18',
    to: '2026-11-24',
    endpoint,
    step: 'day',
    calls: null,
    atLeast: 61_000,
    why: 'unconfirmed',
    total: 240_000,
    share: null,
    firstSeen: '2026-11-11',
    lastSeen: '2026-11-24',
    points: Array.from({ length: 7 }, (_one, i) => {
      const calls = i === 2 ? null : i === 4 ? 12_345 : 9_000 + Math.round(random() * 900)
      return {
        start: `2026-11-${18 + i}T00:00:00.000Z`,
        calls,
        total: 40_000,
        share: calls === null ? null : calls / 40_000,
        partial: i === 6,
        approximate: false,
        why: calls === null ? 'unconfirmed' : null,
      }
    }),
  }
}
