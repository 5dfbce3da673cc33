import type { Language } from '../languages.ts'
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

/** A number with so many digits at most and a unit: three on an axis (1.05 M, 105 万). */
export function formatShort(value: number, language: Language, most = 3): string {
  const unit = units[language].find(([size]) => Math.abs(value) >= size)
  if (!unit) return formatNumber(value, language, Number.isInteger(value) ? 0 : 1)
  const scaled = value / unit[0]
  const digits = Math.max(0, most - String(Math.trunc(Math.abs(scaled))).length)
  const rounded = Number(scaled.toFixed(digits))
  const decimals = (String(rounded).split('.')[1] ?? '').length
  return `${formatNumber(rounded, language, decimals)} ${unit[1]}`
}
