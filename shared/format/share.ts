import type { Language } from '../languages.ts'
import { formatNumber } from './number.ts'

/** A share from 0 to 1 in percent, without the sign: never 100 unless it is all, never 0 unless it is none. */
export function formatPercent(share: number, language: Language, digits = 1): string {
  const step = 10 ** -digits
  const percent = share * 100
  const rounded = Number(percent.toFixed(digits))
  if (share > 0 && rounded === 0) return `<${formatNumber(step, language, digits)}`
  if (share < 1 && rounded >= 100) return `>${formatNumber(100 - step, language, digits)}`
  return share === 1 ? '100' : formatNumber(rounded, language, digits)
}

/** As `formatPercent`, with the sign. */
export function formatShare(share: number, language: Language, digits = 1): string {
  return `${formatPercent(share, language, digits)}%`
}
