import type { Language } from './language.ts'
import { formatNumber } from './number.ts'

const units: Record<Language, readonly (readonly [number, string])[]> = {
  en: [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'k'],
  ],
  zh: [
    [1e8, '亿'],
    [1e4, '万'],
  ],
}

/** A number for an axis: three digits at most and a unit (1.05 M, 105 万). */
export function formatShort(value: number, language: Language): string {
  const unit = units[language].find(([size]) => Math.abs(value) >= size)
  if (!unit) return formatNumber(value, language, Number.isInteger(value) ? 0 : 1)
  const scaled = value / unit[0]
  const digits = Math.abs(scaled) >= 100 ? 0 : Math.abs(scaled) >= 10 ? 1 : 2
  const rounded = Number(scaled.toFixed(digits))
  const decimals = (String(rounded).split('.')[1] ?? '').length
  return `${formatNumber(rounded, language, decimals)} ${unit[1]}`
}
