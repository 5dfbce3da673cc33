import { languageTag, type Language } from '../languages.ts'

const made = new Map<string, Intl.NumberFormat>()

/** Making an Intl.NumberFormat costs a hundred times a use of it, so each is made once. */
function numberFormat(language: Language, digits: number): Intl.NumberFormat {
  const id = `${language} ${digits}`
  let format = made.get(id)
  if (!format) {
    format = new Intl.NumberFormat(languageTag[language], {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    made.set(id, format)
  }
  return format
}

/** A grouped number with exactly so many decimals. */
export function formatNumber(value: number, language: Language, digits = 0): string {
  return numberFormat(language, digits).format(value)
}

/** A grouped number with its sign: +1,234, −12, 0. */
export function formatDifference(value: number, language: Language, digits = 0): string {
  const size = formatNumber(Math.abs(value), language, digits)
  if (value === 0) return size
  return value > 0 ? `+${size}` : `−${size}`
}
