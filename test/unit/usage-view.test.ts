import { describe, expect, it } from 'vitest'
import type { TaskState } from '../../shared/task.ts'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { createWatch } from '../../electron/core/stats/watch.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createMapSource } from '../support/map-source.ts'
import { errorOf, keptLog } from '../support/source-kit.ts'
import { usageInput } from '../support/usage-input.ts'

const nowMs = Date.parse('2026-11-24T09:10:00Z')
const today = 20_781
const input = usageInput({ limit: 100, complete: false })

/** Endpoints that are called once on each of 14 days, at 08:00. */
function open(names: string[], more: Record<string, number> = {}) {
  const clock = createFakeClock(nowMs)
  const keys: [string, number][] = Object.entries(more)
  for (let day = today - 13; day <= today; day++) {
    keys.push([`stats:day:${day}:total`, names.length], [`stats:hour:${day * 24 + 8}:total`, names.length])
    for (const name of names) {
      keys.push([`stats:day:${day}:api:${name}`, 1], [`stats:hour:${day * 24 + 8}:api:${name}`, 1])
    }
  }
  const source = createMapSource(clock, keys)
  source.index = async (key) => (key.endsWith('apis') ? names.map((name) => ({ name, lastSeen: 0 })) : null)
  const states: TaskState[] = []
  const watch = createWatch({
    source,
    archive: openArchive({ file: ':memory:', log: keptLog() }),
    clock,
    log: keptLog(),
    testNowMs: undefined,
    onDiscovery: () => undefined,
    onTask: (state) => states.push(state),
  })
  return { source, clock, watch, states }
}

describe('usage of ten thousand endpoints', () => {
  const names = Array.from({ length: 10_000 }, (_, i) => `/api/${i}/x`)

  it('reads in chunks of at most 1,000 keys, closed days once, and nothing while nobody looks', async () => {
    const { source, clock, watch, states } = open(names)
    await watch.overview({ zone: 'UTC', top: 0, complete: false })
    const sizes: number[] = []
    const read = source.read
    source.read = async (request) => {
      // What is read again after its parts is the live reading, whatever is asked.
      if (request.again === undefined) sizes.push(request.totals.length + request.parts.length)
      return read(request)
    }
    const usage = await watch.usage(input)
    expect(usage).toMatchObject({ total: 70_000, next: 100, coverage: 1 })
    expect(
      usage.items.every(({ calls, previous, change }) => calls === 7 && previous === 7 && change === 0),
    ).toBe(true)
    expect(usage.others).toEqual({ items: 9_900, calls: 69_300, atLeast: 69_300, share: 0.99 })
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000)
    expect(states.at(-1)).toEqual({ task: 'usage', state: 'idle', done: 0, of: null })

    sizes.length = 0
    await clock.advance(5_000)
    expect((await watch.usage(input)).total).toBe(70_000)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(8_000)
    sizes.length = 0
    await clock.advance(3_600_000)
    expect(sizes).toEqual([])
  }, 120_000)

  it('can be put into one group', async () => {
    const { watch } = open(names.slice(0, 3_000))
    const { items } = await watch.usage({ ...input, from: '2026-11-22', to: '2026-11-23', group: 'pattern' })
    expect(items).toMatchObject([{ endpoint: '/api/{id}/x', members: 3_000, calls: 6_000, previous: 6_000 }])
  }, 60_000)
})

describe('an answer about usage', () => {
  it('can be cancelled, and the next one works', async () => {
    const { source, watch, states } = open(Array.from({ length: 3_000 }, (_, i) => `/${i}`))
    await watch.overview({ zone: 'UTC', top: 0, complete: false })
    const read = source.read
    let reads = 0
    source.read = async (request) => {
      if (++reads === 5) watch.cancelTask('usage')
      return read(request)
    }
    expect((await errorOf(watch.usage(input))).code).toBe('cancelled')
    expect(reads).toBeLessThan(10)
    expect(states.at(-1)!.state).toBe('idle')
    expect((await watch.usage(input)).total).toBe(21_000)
  }, 60_000)

  it('ends with the source', async () => {
    const { source, watch } = open(Array.from({ length: 3_000 }, (_, i) => `/${i}`))
    await watch.overview({ zone: 'UTC', top: 0, complete: false })
    const read = source.read
    let stopped: Promise<void> | null = null
    source.read = async (request) => {
      stopped ??= watch.stop()
      return read(request)
    }
    expect((await errorOf(watch.usage(input))).code).toBe('cancelled')
    await stopped
  })

  it('holds fewer items where their names are long, and says where to go on', async () => {
    const names = Array.from({ length: 40 }, (_, i) => `/${String(i).padStart(2, '0')}${'天'.repeat(15_000)}`)
    const { watch } = open(names)
    const seen: string[] = []
    let offset: number | null = 0
    while (offset !== null) {
      const page = await watch.usage({ ...input, offset })
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(1_000_000)
      seen.push(...page.items.map(({ endpoint }) => endpoint))
      offset = page.next
    }
    expect(seen).toEqual(names)
  })

  it('makes a group unknown where one of its endpoints is', async () => {
    const { source, watch } = open(['/user/1', '/user/2'])
    source.keys.set('stats:day:20779:api:/user/2', 'many')
    const closed = { ...input, from: '2026-11-21', to: '2026-11-23', complete: true }
    const { items } = await watch.usage({ ...closed, group: 'pattern' })
    expect(items).toMatchObject([
      {
        endpoint: '/user/{id}',
        calls: null,
        atLeast: 5,
        why: 'bad_value',
        share: null,
        previous: 6,
        change: null,
      },
    ])
  })
})
