import { createApp, type App as VueApp } from 'vue'
import type { Bridge } from '../shared/rpc.ts'
import App from './App.vue'
import { createPageClient, provideClient } from './composables/useClient.ts'
import { usePreferences } from './composables/usePreferences.ts'
import { makeI18n } from './locales/i18n.ts'
import { makeRouter } from './router.ts'

/** The whole page over a bridge. */
export function makeApp(bridge: Bridge): VueApp {
  const app = createApp(App)
  provideClient(app, createPageClient(bridge))
  return app.use(makeI18n(usePreferences().language.value)).use(makeRouter())
}
