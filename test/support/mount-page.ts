import { mount, type VueWrapper } from '@vue/test-utils'
import { createMemoryHistory } from 'vue-router'
import App from '../../renderer/App.vue'
import { createPageClient, clientKey } from '../../renderer/composables/useClient.ts'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import { makeI18n } from '../../renderer/locales/i18n.ts'
import { makeRouter } from '../../renderer/router.ts'
import type { FixtureBridge } from './bridge-fixture.ts'

/** The whole page over a bridge, at a path of its own history. */
export async function mountPage(bridge: FixtureBridge, path = '/'): Promise<VueWrapper> {
  const router = makeRouter(createMemoryHistory())
  await router.push(path)
  return mount(App, {
    attachTo: document.body,
    global: {
      plugins: [makeI18n(usePreferences().language.value), router],
      provide: { [clientKey as symbol]: createPageClient(bridge) },
    },
  })
}
