import { createI18n } from 'vue-i18n'
import type { Language } from '../format/language.ts'
import { en, type Messages } from './en.ts'
import { zh } from './zh.ts'

const messages: Record<Language, Messages> = { en, zh }

export function makeI18n(language: Language) {
  return createI18n({ legacy: false, locale: language, fallbackLocale: 'en', messages })
}
