import { createApp, type App as VueApp } from 'vue'
import type { Bridge } from '../shared/rpc.ts'
import App from './App.vue'
import { createPageClient, provideClient } from './composables/useClient.ts'
import { usePreferences } from './composables/usePreferences.ts'
import { rememberView } from './last-view.ts'
import { linkPreferences } from './link-preferences.ts'
import { makeI18n } from './locales/i18n.ts'
import { makeRouter } from './router.ts'

/** The whole page over a bridge. */
export function makeApp(bridge: Bridge): VueApp {
  const app = createApp(App)
  const client = createPageClient(bridge)
  // The router writes an address of its own where there is none; a page that is reloaded has one.
  const isOpenedAnew = location.hash === ''
  const router = makeRouter()
  provideClient(app, client)
  app.use(makeI18n(usePreferences().language.value)).use(router)
  void rememberView(router, { isOpenedAnew, answered: linkPreferences(client) })
  return app
}
