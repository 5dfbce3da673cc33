import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Language } from '../format/language.ts'
import type { MessageKey } from '../locales/message-key.ts'

export type Words = Record<string, string | number>
export type Text = (key: MessageKey, words?: Words, count?: number) => string

/** The words of the chosen language; a key that does not exist does not compile. */
export function useText() {
  const { t: translate, locale } = useI18n()
  const t: Text = (key, words = {}, count) =>
    count === undefined ? translate(key, words) : translate(key, words, count)
  return { t, language: computed(() => locale.value as Language) }
}
