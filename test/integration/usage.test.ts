import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UsageInput } from '../../shared/api.ts'
import type { Usage } from '../../shared/usage.ts'
import { callsBetween, callsOnDate, countBy, makeCalls, type Call } from '../support/calls.ts'
import { errorOf } from '../support/source-kit.ts'
import { usageInput } from '../support/usage-input.ts'
import { codesOf } from '../support/watching.ts'
import { openWorld, type World } from '../support/world.ts'

const nowMs = Date.parse('2026-11-24T09:41:30Z')
const at = (text: string): number => Date.parse(`2026-11-${text}Z`)
const calls: Call[] = [
  ...makeCalls({ seed: 'usage', fromMs: at('08T00:00:00'), toMs: nowMs, count: 4_000 }),
  ...[1, 2, 3].map((minute) => of('/user/42', at(`24T08:0${minute}:00`))),
  of('/user/7', at('23T08:00:00')),
  of('/quiet', at('16T12:00:00')),
  of('/quiet', at('17T12:00:00')),
]
let world: World

function of(endpoint: string, atMs: number): Call {
  return { atMs, endpoint, user: '1', status: 'success' }
}

beforeAll(async () => {
  world = await openWorld(calls, { nowMs })
})
afterAll(() => world?.close())

function ask(more: Partial<UsageInput> = {}): Promise<Usage> {
  return world.watch.usage(usageInput(more))
}

function onDates(zone: string, dates: string[]): Call[] {
  return dates.flatMap((date) => callsOnDate(calls, `2026-11-${date}`, zone))
}

/** Rows as the list of calls has them: of the range, and of what it is compared with. */
function rowsOf(present: Call[], comparable: Call[], previous: Call[]): unknown[] {
  const count = (list: Call[], name: string): number =>
    list.filter(({ endpoint }) => endpoint === name).length
  return countBy(present, 'endpoint').map(([endpoint, found]) => ({
    endpoint,
    calls: found,
    share: found / present.length,
    previous: count(previous, endpoint),
    change:
      count(previous, endpoint) === 0 ? null : count(comparable, endpoint) / count(previous, endpoint) - 1,
  }))
}

const shown = ({ items }: Usage): unknown[] =>
  items.map(({ endpoint, calls: found, share, previous, change }) => ({
    endpoint,
    calls: found,
    share,
    previous,
    change,
  }))

describe('usage on a real Redis', () => {
  it('of seven days is what the list of calls says, compared until the last whole hour', async () => {
    const present = callsBetween(calls, at('18T00:00:00'), nowMs)
    const comparable = callsBetween(calls, at('18T00:00:00'), at('24T09:00:00'))
    const previous = callsBetween(calls, at('11T00:00:00'), at('17T09:00:00'))
    const usage = await ask()
    expect(shown(usage)).toEqual(rowsOf(present, comparable, previous))
    expect(usage).toMatchObject({
      from: '2026-11-18',
      to: '2026-11-24',
      previousFrom: '2026-11-11',
      previousTo: '2026-11-17',
      comparableUntil: '2026-11-24T09:00:00.000Z',
      previousUntil: '2026-11-17T09:00:00.000Z',
      total: present.length,
      comparable: comparable.length,
      previous: previous.length,
      change: comparable.length / previous.length - 1,
      coverage: 1,
      next: null,
      others: { items: 0, calls: 0 },
    })
    expect(codesOf(usage)).toEqual([])
  })

  it('of today says what the overview says of hot APIs', async () => {
    const usage = await ask({ from: '2026-11-24' })
    const { hotApis, today } = await world.overview()
    expect(shown(usage)).toEqual(
      hotApis.map(({ endpoint, calls: found, share, previous, change }) => ({
        endpoint,
        calls: found,
        share,
        previous,
        change,
      })),
    )
    expect([usage.total, usage.change]).toEqual([today.calls, today.change])
  })

  it.each(['Asia/Shanghai', 'Asia/Kolkata', 'America/New_York'])(
    'of closed days in %s is what the list of calls says',
    async (zone) => {
      const present = onDates(zone, ['21', '22'])
      const previous = onDates(zone, ['19', '20'])
      const usage = await ask({ zone, from: '2026-11-21', to: '2026-11-22' })
      expect(shown(usage)).toEqual(rowsOf(present, present, previous))
      expect(usage).toMatchObject({
        total: present.length,
        previous: previous.length,
        comparableUntil: null,
        approximate: false,
      })
    },
  )

  it('in a zone of half hours whose minutes are gone has whole hours at the edge, and says so', async () => {
    // The days before begin on the 11th at 18:30 UTC of the 10th; that half hour is older than minutes are kept.
    const previous = callsBetween(calls, at('10T19:00:00'), at('17T09:00:00'))
    const present = callsBetween(calls, at('17T18:30:00'), nowMs)
    const usage = await ask({ zone: 'Asia/Kolkata' })
    expect(usage).toMatchObject({
      total: present.length,
      approximate: false,
      previous: previous.length,
      previousApproximate: true,
      previousUntil: '2026-11-17T09:00:00.000Z',
    })
    expect(usage.items[0]).toMatchObject({ previousApproximate: true })
    expect((await ask()).previousApproximate).toBe(false)
  })

  it('of days whose hours are gone has UTC days, and says so', async () => {
    const later = await openWorld(calls, { nowMs: nowMs + 40 * 86_400_000 })
    const usage = await later.watch.usage(
      usageInput({ zone: 'Asia/Shanghai', from: '2026-11-20', to: '2026-11-22' }),
    )
    expect(usage).toMatchObject({
      total: onDates('UTC', ['20', '21', '22']).length,
      approximate: true,
      previous: onDates('UTC', ['17', '18', '19']).length,
      previousApproximate: true,
    })
    expect(usage.items.every(({ approximate }) => approximate)).toBe(true)
    await later.close()
  })

  it('before counting began is unknown, with what is sure beside it', async () => {
    const usage = await ask({ from: '2026-11-06', to: '2026-11-09' })
    const present = onDates('UTC', ['08', '09'])
    expect(usage).toMatchObject({ total: null, atLeast: present.length, why: 'not_counted_yet' })
    expect(usage.items.map(({ endpoint, calls: found, atLeast }) => [endpoint, found, atLeast])).toEqual(
      countBy(present, 'endpoint').map(([endpoint, count]) => [endpoint, null, count]),
    )
  })

  it('tells what is new, what has gone quiet, and when each was seen', async () => {
    const fresh = await ask({ filter: 'new' })
    expect(fresh.items.map(({ endpoint, isNew, firstSeen }) => [endpoint, isNew, firstSeen])).toEqual([
      ['/user/42', true, '2026-11-24'],
      ['/user/7', true, '2026-11-23'],
    ])
    const quiet = await ask({ filter: 'quiet' })
    expect(quiet.items).toMatchObject([
      {
        endpoint: '/quiet',
        calls: 0,
        previous: 1,
        hasGoneQuiet: true,
        firstSeen: '2026-11-16',
        lastSeen: '2026-11-17',
      },
    ])
    expect(quiet.counts).toEqual({
      called: (await ask()).items.length,
      new: 2,
      quiet: 1,
      all: (await ask({ filter: 'all' })).items.length,
    })
  })

  it('puts paths together that differ in ids alone, and shows what is in a group', async () => {
    const grouped = await ask({ group: 'pattern', search: 'USER' })
    expect(grouped.items).toMatchObject([{ endpoint: '/user/{id}', members: 2, calls: 4, isNew: true }])
    const within = await ask({ within: { group: 'pattern', depth: 2, name: '/user/{id}' } })
    expect(within.items.map(({ endpoint, calls: found }) => [endpoint, found])).toEqual([
      ['/user/42', 3],
      ['/user/7', 1],
    ])
    const prefixes = await ask({ group: 'prefix', depth: 1, order: 'name' })
    expect(prefixes.items.map(({ endpoint }) => endpoint)).toEqual(['/api', '/user'])
    expect(prefixes.items.reduce((sum, { calls: found }) => sum + found!, 0)).toBe(prefixes.total)
  })

  it('comes in pages that add up with the others beside them', async () => {
    const whole = await ask()
    const first = await ask({ limit: 5 })
    const second = await ask({ limit: 5, offset: first.next! })
    expect([...first.items, ...second.items]).toEqual(whole.items.slice(0, 10))
    for (const page of [first, second]) {
      const sum = page.items.reduce((all, { calls: found }) => all + found!, 0)
      expect(sum + page.others.calls!).toBe(whole.total)
      expect(page.items.length + page.others.items).toBe(whole.items.length)
    }
  })

  it('has days for a sparkline', async () => {
    const [line] = await world.watch.usageSparklines({
      zone: 'Asia/Shanghai',
      from: '2026-11-20',
      to: '2026-11-23',
      endpoints: ['/api/service-0'],
    })
    const expected = ['20', '21', '22', '23'].map(
      (date) =>
        onDates('Asia/Shanghai', [date]).filter(({ endpoint }) => endpoint === '/api/service-0').length,
    )
    expect(line).toEqual({ endpoint: '/api/service-0', approximate: false, calls: expected })
  })

  it('of one endpoint has its days and hours beside all calls, and they add up', async () => {
    const base = { zone: 'Asia/Kolkata', from: '2026-11-22', to: null, endpoint: '/api/service-1' }
    const days = await world.watch.endpointUsage({ ...base, step: 'day' })
    const hours = await world.watch.endpointUsage({ ...base, step: 'hour' })
    const own = (list: Call[]): number => list.filter(({ endpoint }) => endpoint === '/api/service-1').length
    expect(days.points.map((point) => [point.calls, point.total, point.partial])).toEqual(
      ['22', '23', '24'].map((date) => {
        const all = onDates('Asia/Kolkata', [date])
        return [own(all), all.length, date === '24']
      }),
    )
    const all = onDates('Asia/Kolkata', ['22', '23', '24'])
    expect(days).toMatchObject({ calls: own(all), total: all.length, share: own(all) / all.length })
    const sum = (of: 'calls' | 'total'): number => hours.points.reduce((so, point) => so + point[of]!, 0)
    expect([sum('calls'), sum('total')]).toEqual([own(all), all.length])
    expect(hours.points[0]!.start).toBe('2026-11-21T18:30:00.000Z')
  })

  it('tells the first day of one endpoint as far back as the list does, in a reading of its own', async () => {
    const other = await openWorld(calls, { nowMs })
    const quiet = { zone: 'UTC', from: null, to: null, endpoint: '/quiet', step: 'day' } as const
    expect(await other.watch.endpointUsage(quiet)).toMatchObject({
      firstSeen: '2026-11-16',
      lastSeen: '2026-11-17',
    })
    await other.close()
  })

  it('refuses hours of more than 31 days and dates to come', async () => {
    const long = { zone: 'UTC', from: '2026-10-01', to: null, endpoint: '/a' }
    expect((await errorOf(world.watch.endpointUsage({ ...long, step: 'hour' }))).code).toBe('bad_input')
    expect((await errorOf(ask({ to: '2026-11-25' }))).code).toBe('bad_input')
  })
})

describe('usage where Redis lost something', () => {
  it('shows an endpoint whose day was evicted as unknown, with what is sure', async () => {
    const broken = await openWorld(calls, { nowMs })
    const own = calls.filter(({ endpoint }) => endpoint === '/api/service-0')
    const lost = callsOnDate(own, '2026-11-20', 'UTC').length
    await broken.redis.command('DEL', 'stats:day:20777:api:/api/service-0')
    const usage = await broken.watch.usage(usageInput({ from: '2026-11-18', to: '2026-11-22' }))
    const sure = callsBetween(own, at('18T00:00:00'), at('23T00:00:00')).length - lost
    expect(lost).toBeGreaterThan(0)
    expect(usage.items.find(({ endpoint }) => endpoint === '/api/service-0')).toMatchObject({
      calls: null,
      atLeast: sure,
      share: null,
      change: null,
      why: 'unconfirmed',
    })
    expect(usage.total).toBe(callsBetween(calls, at('18T00:00:00'), at('23T00:00:00')).length)
    expect(usage.coverage).toBe(1 - lost / usage.total!)
    expect(usage.issues.find(({ code }) => code === 'unexplained')?.params).toEqual({ count: lost })
    await broken.close()
  })
})
