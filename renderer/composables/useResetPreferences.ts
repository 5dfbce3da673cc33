import { computed, shallowRef } from 'vue'
import { defaultPreferences, type PreferencesPatch } from '../../shared/preferences.ts'
import { usePreferences } from './usePreferences.ts'

/** Back to how a person finds the app, and undone again: where the app was looking stays as it is. */
export function useResetPreferences() {
  const { chosenLanguage, theme, density, zone, refreshSeconds, isPaused, numbers, change } = usePreferences()
  const fields = { language: chosenLanguage, theme, density, zone, refreshSeconds, isPaused, numbers }
  const before = shallowRef<PreferencesPatch | null>(null)
  const names = Object.keys(fields) as (keyof typeof fields)[]
  const isDefault = computed(() => names.every((name) => fields[name].value === defaultPreferences[name]))

  function take(from: (name: keyof typeof fields) => unknown): PreferencesPatch {
    return Object.fromEntries(names.map((name) => [name, from(name)]))
  }

  function reset(): void {
    before.value = take((name) => fields[name].value)
    change(take((name) => defaultPreferences[name]))
  }

  function undo(): void {
    if (before.value) change(before.value)
    before.value = null
  }

  return { isDefault, canUndo: computed(() => before.value !== null && isDefault.value), reset, undo }
}
