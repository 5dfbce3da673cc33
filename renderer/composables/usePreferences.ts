import { createGlobalState, useLocalStorage, usePreferredDark } from '@vueuse/core'
import { computed, watch } from 'vue'
import { languages, languageTag, type Language } from '../format/language.ts'

export const themes = ['system', 'light', 'dark'] as const
export const densities = ['normal', 'compact'] as const
export type Theme = (typeof themes)[number]
export type Density = (typeof densities)[number]

/** What a person chose for this computer: kept by the browser, never sent anywhere. */
export const usePreferences = createGlobalState(() => {
  const stored = useLocalStorage<Record<string, unknown>>('tallyscope', {}, { mergeDefaults: true })
  const prefersDark = usePreferredDark()

  function choice<T extends string>(name: string, choices: readonly T[], otherwise: T) {
    return computed<T>({
      get: () => choices.find((one) => one === stored.value[name]) ?? otherwise,
      set: (value) => (stored.value = { ...stored.value, [name]: value }),
    })
  }

  const language = choice<Language>('language', languages, ownLanguage())
  const theme = choice('theme', themes, 'system')
  const density = choice('density', densities, 'normal')
  const zone = computed<string | null>({
    get: () => (typeof stored.value['zone'] === 'string' ? stored.value['zone'] : null),
    set: (value) => (stored.value = { ...stored.value, zone: value }),
  })
  const shade = computed(() =>
    theme.value === 'system' ? (prefersDark.value ? 'dark' : 'light') : theme.value,
  )

  watch(shade, (now) => (document.documentElement.dataset['theme'] = now), { immediate: true, flush: 'sync' })
  watch(language, (now) => (document.documentElement.lang = languageTag[now]), { immediate: true })

  return { language, theme, density, zone, shade }
})

function ownLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}
