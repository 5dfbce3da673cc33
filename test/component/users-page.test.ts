import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import type { Retention, TopUsers, Users } from '../../shared/users.ts'
import { connected, createFixtureBridge, sampled, type FixtureBridge } from '../support/bridge-fixture.ts'
import { buttonOf, mountPage } from '../support/mount-page.ts'
import { chooseToSave } from '../support/save-kit.ts'
import { throwOnErrors } from '../support/page-kit.ts'
import {
  known,
  makeCensus,
  makeRetention,
  makeTopUsers,
  makeUnknownDay,
  makeUserDay,
  makeUsers,
  unknown,
} from '../support/users-fixture.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper

beforeEach(() => {
  throwOnErrors()
  bridge = createFixtureBridge()
  bridge.answer('users', () => makeUsers())
  bridge.answer('topUsers', () => makeTopUsers())
  bridge.answer('retention', () => makeRetention())
  bridge.answer('census', () => makeCensus())
})

afterEach(() => {
  page.unmount()
  usePreferences().language.value = 'en'
  vi.restoreAllMocks()
})

interface Answers {
  users: Partial<Users>
  top: Partial<TopUsers>
  retention: Partial<Retention>
}

async function open({ users, top, retention }: Partial<Answers> = {}, query = ''): Promise<void> {
  bridge.answer('users', () => makeUsers(users))
  bridge.answer('topUsers', () => makeTopUsers(top))
  bridge.answer('retention', () => makeRetention(retention))
  page = await mountPage(bridge, `/users?zone=UTC${query}`)
  await vi.waitFor(() => expect(page.find('.users .skeleton').exists()).toBe(false))
}

const text = (selector: string): string => wordsOf(page.get(selector).element)
const texts = (selector: string): string[] => page.findAll(selector).map(({ element }) => wordsOf(element))
const inputsOf = (method: string): unknown[] =>
  bridge.calls.filter((one) => one.method === method).map(({ input }) => input)

describe('the tiles of users', () => {
  test('are of the last closed day, beside the day before', async () => {
    await open()
    expect(texts('.tiles > *')).toEqual([
      'Active users 23 Nov 1,000 +25.0% vs 22 Nov · users of 99.8% of the calls',
      'New users 40 4.0% of the active users',
      'Active in 7 days 2,500 until 23 Nov',
      'Active in 30 days 4,000 until 23 Nov',
      'Stickiness 25.0 % of the users of 30 days',
    ])
  })

  test('say why a figure is unknown, and never show it as 0', async () => {
    await open({
      users: {
        days: [
          makeUnknownDay('2026-11-22', 'expired'),
          makeUserDay('2026-11-23', {
            new: unknown('days_before_missing'),
            weekly: unknown('window_incomplete'),
            stickiness: unknown('window_incomplete'),
            monthly: unknown('not_counted_yet'),
          }),
        ],
      },
    })
    expect(texts('.tiles > *')).toEqual([
      'Active users 23 Nov 1,000 the day before is unknown',
      'New users — not all of the 30 days before are counted, so nobody can tell who is new',
      'Active in 7 days — not every day that this figure needs is counted',
      'Active in 30 days — nothing was counted yet on this day, or it is lost',
      'Stickiness — not every day that this figure needs is counted',
    ])
  })

  test('mark the live estimate of a day that nobody counted', async () => {
    await open({
      users: {
        days: [
          makeUserDay('2026-11-22'),
          makeUnknownDay('2026-11-23', 'not_counted', { approximateActive: 1_080 }),
        ],
      },
    })
    expect(texts('.tiles > *')[0]).toBe('Active users 23 Nov ≈ 1,080 live estimate, not counted yet')
  })

  test('of a day without users are 0, and nothing is divided by it', async () => {
    await open({
      users: {
        days: [
          makeUserDay('2026-11-22', { active: known(0), new: known(0), returning: known(0) }),
          makeUserDay('2026-11-23', { active: known(0), new: known(0), returning: known(0) }),
        ],
      },
    })
    expect(texts('.tiles > *').slice(0, 2)).toEqual(['Active users 23 Nov 0 none on 22 Nov', 'New users 0'])
  })

  test('say that no day is over yet', async () => {
    await open({ users: { days: [makeUnknownDay('2026-11-24', 'not_counted', { partial: true })] } })
    expect(texts('.tiles > *')[0]).toBe('Active users — no day is over yet')
  })
})

describe('the days of users', () => {
  test('are told in one sentence, and each in its table with its state', async () => {
    await open({}, '&table=days')
    expect(text('.days .summary')).toBe(
      'Most on 20 Nov 2026 with 1,250 active users; 1,013 on an average day; 1 day unknown.',
    )
    expect(texts('.days tbody tr')).toEqual([
      '19 Nov 2026 1,000 — — who is new is unknown: not all of the 30 days before are counted, so nobody can tell who is new',
      '20 Nov 2026 1,250 40 1,210 counted',
      '21 Nov 2026 — — — this day has calls, but no counter of a user',
      '22 Nov 2026 800 40 760 counted',
      '23 Nov 2026 1,000 40 960 users of 99.8% of the calls',
      '24 Nov 2026 ≈ 412 — — running; live estimate',
    ])
  })

  test('have a sign for each thing that is drawn', async () => {
    await open()
    expect(texts('.days .legend li')).toEqual(['returning', 'new', 'new or returning', 'running', 'unknown'])
  })

  test('that nobody counted say so', async () => {
    await open({ users: { days: [makeUnknownDay('2026-11-23', 'not_counted')] } })
    expect(text('.days .summary')).toBe(
      'No day of this time is counted: the users of this day are not counted yet.',
    )
  })

  test('are as many as the address says, and asked for anew when another range is chosen', async () => {
    await open({}, '&days=90')
    expect(inputsOf('users')[0]).toEqual({ days: 90 })
    await buttonOf(page, '365 days').trigger('click')
    await vi.waitFor(() => expect(inputsOf('users').at(-1)).toEqual({ days: 365 }))
    const [first, last] = [inputsOf('topUsers')[0], inputsOf('topUsers').at(-1)] as { from: string }[]
    expect(Date.parse(first!.from) - Date.parse(last!.from)).toBe(275 * 86_400_000)
  })

  test('of 7 and 30 days have their table too', async () => {
    await open({}, '&table=windows,shares')
    expect(texts('.pair .summary').slice(0, 2)).toEqual([
      '4,000 users in 30 days and 2,500 in 7 days until 23 Nov 2026 (+25.0% in 30 days against 19 Nov 2026).',
      'On 23 Nov 2026 the 10 busiest users made 31.2% of the calls, the busiest 1% 28.4%.',
    ])
    const rows = texts('.pair tbody tr')
    expect(rows).toContain('22 Nov 2026 4,000 2,500 25.0% counted')
    expect(rows).toContain('21 Nov 2026 — — this day has calls, but no counter of a user')
  })
})

describe('single users', () => {
  test('are listed by calls, with what the list is made from', async () => {
    await open()
    expect(texts('.top tbody tr')).toEqual([
      '42 30,991 28 23 Nov',
      'tenant:7 <b> 12,000 9 20 Nov',
      '(empty name) 17 1 2 Nov',
    ])
    expect(text('.top .basis')).toBe('From the 20 busiest users of each of 28 of 30 days.')
  })

  test('are searched by a key', async () => {
    await open()
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }))
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Filter users')
    await page.get('.top input').setValue('TENANT')
    expect(texts('.top tbody tr')).toEqual(['tenant:7 <b> 12,000 9 20 Nov'])
    await page.get('.top input').setValue('nobody')
    expect(text('.top .row')).toBe('No user matches "nobody".')
  })

  test('are copied one by one', async () => {
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    await open()
    await buttonOf(page, 'Copy tenant:7 <b>').trigger('click')
    expect(written).toHaveBeenCalledWith('tenant:7 <b>')
  })

  test('are copied all as CSV, without rounding and without what a spreadsheet would run', async () => {
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    await open({ top: { items: [{ user: '=1+1', calls: 3, days: 1, lastDate: '2026-11-20' }] } })
    await chooseToSave(page, 'Users with most calls', 'Copy table')
    await vi.waitFor(() => expect(written).toHaveBeenCalled())
    const row = written.mock.calls[0]![0].split('\r\n')[1]!
    expect(row).toContain("'=1+1,3,1,2026-11-20,28,30,Production,false,UTC,UTC,2026-10-26,2026-11-24,,")
    expect(row.endsWith('+00:00,tallyscope 0.1.0')).toBe(true)
  })

  test('that have gone quiet are counted, and the busiest of them named', async () => {
    await open()
    expect(text('.quiet h2')).toBe('Gone quiet 213 users')
    expect(texts('.quiet tbody tr')).toEqual(['old-batch 5,400 15 Nov'])
  })

  test('that may have gone quiet are unknown where days are missing', async () => {
    await open({
      top: { goneQuiet: [], goneQuietCount: unknown('window_incomplete'), knownDays: 0, items: [] },
    })
    expect(text('.quiet h2')).toBe('Gone quiet —')
    expect(text('.quiet .text')).toContain('How many: not every day that this figure needs is counted.')
    expect(text('.top .row')).toBe('No day of this time has its top users yet.')
  })
})

describe('retention', () => {
  const cells = (row: number): string[] => {
    const of = page.findAll('.retention tbody tr')[row]!
    return of.findAll('th, td').map(({ element }) => wordsOf(element))
  }

  test('is a table of shares by weeks after the first call', async () => {
    await open()
    expect(text('.retention .summary')).toBe(
      'Of those first seen in the week of 9 Nov 2026, 42.0% called again a week later.',
    )
    expect(cells(0)).toEqual(['2 Nov 2026 * may hold older users', '3,000', '100%', '50%', '30%', '—'])
    expect(cells(1)).toEqual(['9 Nov 2026', '200', '100%', '42%', '—', ''])
    expect(page.findAll('.retention td')[2]!.attributes('title')).toBe('1,500 of 3,000 users')
  })

  test('marks weeks that are not over, and takes none of them for its sentence', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-24T07:21:04Z'), toFake: ['Date'] })
    await open({
      retention: {
        cohorts: [
          { week: '2026-11-09', users: 200, active: [200, 84, 50], mayHoldOlder: false },
          { week: '2026-11-16', users: 100, active: [100, 90], mayHoldOlder: false },
        ],
      },
    })
    vi.useRealTimers()
    expect(cells(0).slice(2)).toEqual(['100%', '42%', '25% so far, the week is not over'])
    expect(cells(1).slice(2)).toEqual(['100%', '90% so far, the week is not over', ''])
    expect(text('.retention .summary')).toContain('week of 9 Nov 2026, 42.0%')
    expect(texts('.retention .key')).toEqual(['Dashed: the week is not over.'])
  })

  test('explains its dashes and stars', async () => {
    await open()
    expect(texts('.retention .key')).toEqual([
      '— a day of that week is not counted.',
      '* so near to the beginning of counting that users of before may pass for new ones.',
    ])
  })

  test('without a week says with what it begins', async () => {
    await open({ retention: { cohorts: [] } })
    expect(text('.retention')).toContain('No week is known yet')
    expect(page.find('.retention table').exists()).toBe(false)
  })
})

describe('the page of users', () => {
  test('says that there are none by days of another zone', async () => {
    await open()
    expect(text('.users .foot')).toContain('reports by days of another zone have none')
  })

  test('over a Redis without a counter says so', async () => {
    await open({ users: { days: [makeUnknownDay('2026-11-24', 'not_counted_yet', { partial: true })] } })
    expect(text('.notice')).toContain('Nothing is counted here.')
  })

  test('is marked where its data are samples', async () => {
    bridge.answer('connection', () => sampled)
    await open()
    expect(text('header .sample')).toContain('Sample data')
  })

  test('keeps what it shows while Redis is away, and says so', async () => {
    bridge.answer('connection', () => ({
      ...connected,
      status: {
        state: 'down',
        since: '2026-11-24T07:19:02.000Z',
        nextTryAt: null,
        why: 'timeout',
        message: '',
      },
    }))
    await open()
    await vi.waitFor(() => expect(text('.notice')).toContain('Production has been away since 07:19.'))
    expect(texts('.tiles > *')[0]).toContain('1,000')
    expect(page.get('.users').classes()).toContain('is-stale')
  })

  test('that cannot be read says why', async () => {
    bridge.answer('users', () => ({ ok: false, code: 'archive_unusable', message: '' }))
    page = await mountPage(bridge, '/users?zone=UTC')
    await vi.waitFor(() => expect(text('.notice')).toContain('The local archive cannot be used.'))
    expect(text('.days .summary')).toBe('No figures.')
  })

  test('reads its figures again when a count of users has ended', async () => {
    await open()
    const before = inputsOf('users').length
    bridge.emit('census', makeCensus({ state: 'running' }))
    bridge.answer('users', () => makeUsers({ days: [makeUserDay('2026-11-23', { active: known(77) })] }))
    bridge.emit('census', makeCensus({ lastEndedAt: '2026-11-24T07:20:00.000Z' }))
    bridge.emit('census', makeCensus({ lastEndedAt: '2026-11-24T07:20:00.000Z', choice: 'never' }))
    await vi.waitFor(() => expect(texts('.tiles > *')[0]).toContain('77'))
    expect(inputsOf('users').length).toBe(before + 1)
    expect(inputsOf('retention')).toHaveLength(2)
  })

  test('goes through all users for retention once, however often the rest is read', async () => {
    await open()
    bridge.emit('reports', { zone: 'UTC', dates: ['2026-11-23'] })
    await vi.waitFor(() => expect(inputsOf('users')).toHaveLength(2))
    expect(inputsOf('retention')).toHaveLength(1)
  })

  test('is told in Chinese too', async () => {
    usePreferences().language.value = 'zh'
    await open()
    expect(texts('.tiles > *')[0]).toBe(
      '活跃用户 11月23日 1,000 +25.0% 比 11月22日 · 用户解释了 99.8% 的调用',
    )
    expect(text('.days .summary')).toBe(
      '最多的一天是 2026年11月20日，有 1,250 个活跃用户；平均每天 1,013 个；1 天未知。',
    )
  })
})
