import type { Language } from '../../shared/languages.ts'

export { languages, languageTag, type Language } from '../../shared/languages.ts'

/** Each language by its own name. */
export const languageNames: Record<Language, string> = { en: 'English', zh: '简体中文' }
