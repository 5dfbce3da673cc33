import type { Preferences, PreferencesPatch } from '../../shared/preferences.ts'
import type { SettingsStore } from './settings/settings-store.ts'

/** Changes some preferences; nothing is written where they are so already. Errors: `settings_unwritable`. */
export function changePreferences(
  settings: SettingsStore,
  patch: PreferencesPatch,
): { preferences: Preferences; hasChanged: boolean } {
  const { preferences } = settings.get()
  const wanted = Object.entries(patch).filter(([, value]) => value !== undefined)
  const hasChanged = wanted.some(([name, value]) => preferences[name as keyof Preferences] !== value)
  if (!hasChanged) return { preferences, hasChanged }
  const next = settings.change((before) => ({
    ...before,
    preferences: { ...before.preferences, ...Object.fromEntries(wanted) },
  }))
  return { preferences: next.preferences, hasChanged }
}
