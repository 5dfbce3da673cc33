import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DiscoveryState, Overview } from '../../shared/figures.ts'
import {
  createFixtureBridge,
  sampled,
  savedList,
  savedProduction,
  type FixtureBridge,
} from '../support/bridge-fixture.ts'
import { mountPage } from '../support/mount-page.ts'
import { makeOverview } from '../support/overview-fixture.ts'
import { throwOnErrors } from '../support/page-kit.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper

const last: DiscoveryState = {
  state: 'idle',
  scanned: 0,
  keys: null,
  found: 0,
  reason: 'missing',
  startedAt: '2026-11-24T07:11:00.000Z',
  lastEndedAt: '2026-11-24T07:11:09.500Z',
  lastOutcome: 'done',
  lastFound: { endpoints: 3, statuses: 1 },
  unexplained: 1_204,
  nextAllowedAt: '2999-11-24T07:21:09.500Z',
}

beforeEach(() => {
  throwOnErrors()
  bridge = createFixtureBridge()
})

afterEach(() => {
  page.unmount()
  vi.restoreAllMocks()
})

async function open(discovery: DiscoveryState, change: (one: Overview) => Overview = (one) => one) {
  bridge.answer('overview', ({ zone }: { zone: string }) => ({
    ...change(makeOverview({ zone })),
    discovery,
  }))
  page = await mountPage(bridge, '/?zone=Asia/Shanghai&dialog=discovery')
  await vi.waitFor(() => expect(facts().length).toBeGreaterThan(0))
}

const dialog = (): HTMLElement | null => document.querySelector('[role=dialog]')
const facts = (): string[] => [...(dialog()?.querySelectorAll('.fact') ?? [])].map(wordsOf)
const press = (words: string): void =>
  [...dialog()!.querySelectorAll('button')].find((one) => wordsOf(one) === words)!.click()
const asked = (method: string): unknown[] =>
  bridge.calls.filter((one) => one.method === method).map(({ input }) => input)

test('how much is explained, why and when the last search ran, what it found and what may come next', async () => {
  await open(last, (one) => ({ ...one, coverage: { ...one.coverage, apis: 0.962 } }))
  expect(facts().slice(0, 5)).toEqual([
    'Calls explained 96.2%',
    'Left unexplained 1,204 calls of the UTC day',
    'Why the last one ran calls had no endpoint',
    'Last search ended 24 Nov, 15:11:09 · finished · took 9 s',
    'New names it found 3 endpoints · 1 status',
  ])
  expect(facts()[5]).toMatch(
    /^Next by itself not before 24 Nov, 15:21:09, and only if calls have no endpoint$/,
  )
})

test('before the first search nothing is made up', async () => {
  await open({
    ...last,
    reason: null,
    startedAt: null,
    lastEndedAt: null,
    lastOutcome: null,
    lastFound: null,
    unexplained: null,
    nextAllowedAt: null,
  })
  expect(facts().slice(1)).toEqual([
    'Left unexplained not known before the first search',
    'Why the last one ran —',
    'Last search ended none so far',
    'New names it found —',
    'Next by itself as soon as calls have no endpoint',
  ])
})

test('a search is begun by hand, and one that runs shows its progress and can be cancelled', async () => {
  bridge.answer('discover', () => new Promise(() => {}))
  await open(last)
  press('Look now')
  expect(asked('discover').length).toBe(1)
  bridge.emit('discovery', {
    ...last,
    state: 'running',
    reason: 'asked',
    scanned: 4_200,
    keys: 10_000,
    found: 12,
  })
  await vi.waitFor(() => expect(dialog()!.querySelector('[role=progressbar]')).not.toBeNull())
  expect(dialog()!.querySelector('[role=progressbar]')!.getAttribute('aria-valuenow')).toBe('42')
  expect(dialog()!.textContent).toContain('since 15:11:00 · 4,200 of 10,000 keys · 12 found so far')
  expect(facts()[2]).toBe('Why one is running somebody asked for it')
  press('Cancel the search')
  expect(asked('cancelDiscovery').length).toBe(1)
})

test('the pace of a connection can be limited', async () => {
  await open(last)
  await vi.waitFor(() => expect(dialog()!.querySelector('input')).not.toBeNull())
  const field = dialog()!.querySelector('input')!
  field.value = '2000'
  field.dispatchEvent(new Event('input'))
  field.dispatchEvent(new Event('change'))
  await vi.waitFor(() =>
    expect(asked('saveConnection')).toEqual([{ id: savedProduction.id, scanLimit: 2_000, archive: 'check' }]),
  )
})

test('the pace of sample data cannot', async () => {
  bridge.answer('connection', () => sampled)
  bridge.answer('connections', () => ({ ...savedList, openId: null }))
  await open(last)
  await vi.waitFor(() => expect(asked('connections').length).toBe(1))
  expect(dialog()!.querySelector('input')).toBeNull()
})

test('it is opened from the table and leaves the address when it is closed', async () => {
  await open(last)
  press('Close')
  await vi.waitFor(() => expect(dialog()).toBeNull())
  await page.get('.hot button[aria-haspopup=dialog]').trigger('click')
  await vi.waitFor(() => expect(dialog()).not.toBeNull())
})
