import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFixtureBridge, type FixtureBridge } from '../support/bridge-fixture.ts'
import { buttonOf, mountPage } from '../support/mount-page.ts'
import { wordsOf } from '../support/words.ts'

vi.mock('../../renderer/views/HealthView.vue', () => {
  throw new Error('Failed to fetch dynamically imported module')
})

let bridge: FixtureBridge
let page: VueWrapper

beforeEach(() => {
  bridge = createFixtureBridge()
})

afterEach(() => {
  page.unmount()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

test('a page whose code cannot be fetched says so under its name, and loads anew when asked', async () => {
  const reload = vi.fn()
  page = await mountPage(bridge, '/health')
  expect(page.get('main h1').text()).toBe('Health')
  expect(wordsOf(page.get('main [role="alert"]').element)).toContain('This page could not be loaded.')
  vi.stubGlobal('location', { reload })
  await buttonOf(page, 'Retry now').trigger('click')
  expect(reload).toHaveBeenCalledOnce()
})
