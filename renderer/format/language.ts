import type { Language } from '../../shared/languages.ts'

export { languages, type Language } from '../../shared/languages.ts'

/** The tag that Intl and `<html lang>` understand. British English for its day-month order and 24 hours. */
export const languageTag: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' }

/** Each language by its own name. */
export const languageNames: Record<Language, string> = { en: 'English', zh: '简体中文' }
