import type { NumberStyle } from '../../shared/preferences.ts'
import type { Language } from './language.ts'
import { formatNumber } from '../../shared/format/number.ts'
import { formatShort } from '../../shared/format/short.ts'

/** A step of ten thousand takes one digit more than one of a thousand to be as exact. */
const shortDigits: Record<Language, number> = { en: 3, zh: 4 }

/** A count of calls where it stands large: 8,912,440, or short 8.91 M and 891.2 万. */
export function formatCalls(value: number, language: Language, style: NumberStyle): string {
  return style === 'short'
    ? formatShort(value, language, shortDigits[language])
    : formatNumber(value, language)
}
