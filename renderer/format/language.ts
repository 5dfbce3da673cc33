import type { Language } from '../../shared/preferences.ts'

export { languages, type Language } from '../../shared/preferences.ts'

/** The tag that Intl and `<html lang>` understand. British English for its day-month order and 24 hours. */
export const languageTag: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' }
