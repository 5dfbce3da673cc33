import { watch } from 'vue'
import type { Preferences, PreferencesPatch } from '../shared/preferences.ts'
import { toFailure, type Failure } from './composables/failure.ts'
import type { PageClient } from './composables/useClient.ts'
import { usePreferences } from './composables/usePreferences.ts'

/**
 * Keeps the preferences of this page and those of the app alike: a choice made here goes to the app, one made in another
 * window comes here. While a choice is on its way what arrives waits, so that no older state shows for a moment. Resolves
 * when the app has answered, or could not.
 */
export function linkPreferences({ api, on, isLost }: PageClient): Promise<void> {
  const { accept, onChoice, failure, outcome } = usePreferences()
  let latest: Preferences | null = null
  let underWay = 0

  function arrive(preferences: Preferences): void {
    latest = preferences
    if (underWay === 0) accept(preferences)
  }

  async function exchange(call: () => Promise<Preferences>): Promise<Failure | null> {
    underWay += 1
    latest = null
    let why: Failure | null = null
    try {
      latest = await call()
    } catch (error) {
      why = toFailure(error)
    }
    failure.value = why
    underWay -= 1
    if (underWay === 0 && latest) accept(latest)
    return why
  }

  async function choose(patch: PreferencesPatch): Promise<void> {
    const why = await exchange(() => api.setPreferences(patch))
    // Where the app is looking is noted by the page and chosen by nobody.
    if (!('lastView' in patch)) outcome.value = { patch, failure: why }
  }

  async function read(): Promise<void> {
    await exchange(() => api.preferences())
  }

  onChoice((patch) => void choose(patch))
  on('preferences', arrive)
  watch(isLost, (lost) => !lost && void read())
  return read()
}
