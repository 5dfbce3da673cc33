import { createGlobalState, useLocalStorage, usePreferredDark } from '@vueuse/core'
import { computed, shallowRef, watch, type WritableComputedRef } from 'vue'
import type { ExportChoices } from '../../shared/exports.ts'
import type { Language } from '../../shared/languages.ts'
import {
  defaultPreferences,
  densities,
  numberStyles,
  themes,
  type Preferences,
  type PreferencesPatch,
} from '../../shared/preferences.ts'
import { languages, languageTag } from '../format/language.ts'
import type { ChangeOutcome, Failure } from './failure.ts'

export { densities, themes, type Density, type Theme } from '../../shared/preferences.ts'

/**
 * What a person chose, in all windows alike: the app keeps it (see `link-preferences.ts`). The browser's copy is there so
 * that nothing flashes before the app has answered.
 */
export const usePreferences = createGlobalState(() => {
  const copy = useLocalStorage<Record<string, unknown>>('tallyscope', {}, { mergeDefaults: true })
  const prefersDark = usePreferredDark()
  /** Why the last choice could not be kept: it holds on this page alone. */
  const failure = shallowRef<Failure | null>(null)
  /** What became of a person's last choice, once the app has answered. */
  const outcome = shallowRef<ChangeOutcome<PreferencesPatch> | null>(null)
  let tell = (_patch: PreferencesPatch): void => undefined

  /** Several choices at once. */
  function change(patch: PreferencesPatch): void {
    copy.value = { ...copy.value, ...patch }
    tell(patch)
  }

  function value<K extends keyof Preferences>(
    name: K,
    isProper: (stored: unknown) => stored is Preferences[K],
  ): WritableComputedRef<Preferences[K]> {
    return computed({
      get() {
        const stored = copy.value[name]
        return isProper(stored) ? stored : defaultPreferences[name]
      },
      set: (chosen) => change({ [name]: chosen }),
    })
  }

  const chosenLanguage = value('language', oneOf(languages))
  const language = computed<Language>({
    get: () => chosenLanguage.value ?? ownLanguage(),
    set: (chosen) => (chosenLanguage.value = chosen),
  })
  const theme = value('theme', oneOf(themes))
  const shade = computed(() =>
    theme.value === 'system' ? (prefersDark.value ? 'dark' : 'light') : theme.value,
  )

  watch(shade, (now) => (document.documentElement.dataset['theme'] = now), { immediate: true, flush: 'sync' })
  watch(language, (now) => (document.documentElement.lang = languageTag[now]), { immediate: true })

  return {
    language,
    /** Null while the system decides. */
    chosenLanguage,
    theme,
    density: value('density', oneOf(densities)),
    zone: value('zone', isText),
    refreshSeconds: value('refreshSeconds', isSeconds),
    isPaused: value('isPaused', isYesOrNo),
    numbers: value('numbers', oneOf(numberStyles)),
    lastView: value('lastView', isText),
    hiddenColumns: value('hiddenColumns', isTexts),
    reportTime: value('reportTime', isText),
    notifyReports: value('notifyReports', isYesOrNo),
    exportChoices: value('exportChoices', isChoices),
    shade,
    failure,
    outcome,
    change,
    /** Takes over what the app keeps. */
    accept: (preferences: Preferences) => void (copy.value = { ...preferences }),
    /** Tells `listener` of each choice that is made on this page. */
    onChoice: (listener: typeof tell) => void (tell = listener),
  }
})

function oneOf<T extends string>(choices: readonly T[]) {
  return (stored: unknown): stored is T => choices.some((one) => one === stored)
}

function isText(stored: unknown): stored is string {
  return typeof stored === 'string'
}

function isYesOrNo(stored: unknown): stored is boolean {
  return typeof stored === 'boolean'
}

function isTexts(stored: unknown): stored is string[] {
  return Array.isArray(stored) && stored.every(isText)
}

function isChoices(stored: unknown): stored is ExportChoices {
  return stored !== null && typeof stored === 'object' && 'formats' in stored && isTexts(stored.formats)
}

function isSeconds(stored: unknown): stored is number {
  return Number.isInteger(stored) && Number(stored) >= 1 && Number(stored) <= 60
}

function ownLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}
