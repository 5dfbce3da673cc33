/** The languages of the app. */
export const languages = ['en', 'zh'] as const
export type Language = (typeof languages)[number]

/** The tag that Intl and `<html lang>` understand. British English for its day-month order and 24 hours. */
export const languageTag: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' }
