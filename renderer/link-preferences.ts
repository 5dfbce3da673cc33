import { watch } from 'vue'
import type { Preferences } from '../shared/preferences.ts'
import { toFailure } from './composables/failure.ts'
import type { PageClient } from './composables/useClient.ts'
import { usePreferences } from './composables/usePreferences.ts'

/**
 * Keeps the preferences of this page and those of the app alike: a choice made here goes to the app, one made in another
 * window comes here. While a choice is on its way what arrives waits, so that no older state shows for a moment. Resolves
 * when the app has answered, or could not.
 */
export function linkPreferences({ api, on, isLost }: PageClient): Promise<void> {
  const { accept, onChoice, failure } = usePreferences()
  let latest: Preferences | null = null
  let underWay = 0

  function arrive(preferences: Preferences): void {
    latest = preferences
    if (underWay === 0) accept(preferences)
  }

  async function exchange(call: () => Promise<Preferences>): Promise<void> {
    underWay += 1
    latest = null
    try {
      latest = await call()
      failure.value = null
    } catch (error) {
      failure.value = toFailure(error)
    } finally {
      underWay -= 1
      if (underWay === 0 && latest) accept(latest)
    }
  }

  onChoice((patch) => void exchange(() => api.setPreferences(patch)))
  on('preferences', arrive)
  watch(isLost, (lost) => !lost && void exchange(() => api.preferences()))
  return exchange(() => api.preferences())
}
