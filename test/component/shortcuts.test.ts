import type { VueWrapper } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { useShortcutMap } from '../../renderer/composables/useShortcutMap.ts'
import { en } from '../../renderer/locales/en.ts'
import { makeRouter } from '../../renderer/router.ts'
import { createFixtureBridge } from '../support/bridge-fixture.ts'
import { mountPage } from '../support/mount-page.ts'
import { wordsOf } from '../support/words.ts'

let page: VueWrapper

afterEach(() => {
  useShortcutMap().isOpen.value = false
  page.unmount()
})

const names = makeRouter()
  .getRoutes()
  .map(({ name }) => name)
  .filter((name) => name !== undefined) as (keyof typeof en.pages)[]

test('the map names every page, and its keys lead there', async () => {
  page = await mountPage(createFixtureBridge(), '/settings')
  useShortcutMap().isOpen.value = true
  await vi.waitFor(() => expect(document.querySelectorAll('[role=dialog] .line').length).toBeGreaterThan(0))
  const lines = [...document.querySelectorAll('[role=dialog] .line')].map((line) => ({
    keys: [...line.querySelectorAll('kbd')].map(wordsOf),
    does: wordsOf(line.querySelector('dd')!),
  }))
  useShortcutMap().isOpen.value = false
  await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).toBeNull())
  for (const name of names) {
    const line = lines.find(({ does }) => does === `Go to ${en.pages[name]}`)
    expect(line?.keys[0], `the map leads to ${name}`).toBe('g')
    for (const key of line!.keys)
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    await vi.waitFor(() => expect(page.get('h1').text()).toBe(en.pages[name]))
  }
})
