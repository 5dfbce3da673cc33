/** The languages of the app. */
export const languages = ['en', 'zh'] as const
export type Language = (typeof languages)[number]
