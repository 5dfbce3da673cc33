import { mount, type DOMWrapper, type VueWrapper } from '@vue/test-utils'
import { createMemoryHistory } from 'vue-router'
import { vi } from 'vitest'
import App from '../../renderer/App.vue'
import { createPageClient, clientKey } from '../../renderer/composables/useClient.ts'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import { fetchViews } from '../../renderer/later-views.ts'
import { makeI18n } from '../../renderer/locales/i18n.ts'
import { makeRouter } from '../../renderer/router.ts'
import type { FixtureBridge } from './bridge-fixture.ts'
import { wordsOf } from './words.ts'

/** The whole page over a bridge, at a path of its own history. */
export async function mountPage(bridge: FixtureBridge, path = '/'): Promise<VueWrapper> {
  // As in a page that has stood for a while.
  await fetchViews()
  const router = makeRouter(createMemoryHistory())
  await router.push(path)
  const page = mount(App, {
    attachTo: document.body,
    global: {
      plugins: [makeI18n(usePreferences().language.value), router],
      provide: { [clientKey as symbol]: createPageClient(bridge) },
    },
  })
  // The view is mounted in a task of its own.
  await vi.waitUntil(() => page.find('main h1').exists())
  return page
}

/** A field by the first words of its label. */
export function fieldOf(page: VueWrapper, label: string): DOMWrapper<HTMLInputElement> {
  const named = page.findAll('label').find((one) => one.text().startsWith(label))!
  return page.get<HTMLInputElement>(
    `#${CSS.escape(named.attributes('for')!)}`,
  ) as DOMWrapper<HTMLInputElement>
}

/** A button by its whole label. */
export function buttonOf(page: VueWrapper, label: string): DOMWrapper<Element> {
  const isNamed = (one: DOMWrapper<Element>): boolean =>
    (one.attributes('aria-label') ?? wordsOf(one.element)) === label
  return page.findAll('button').find(isNamed)!
}
