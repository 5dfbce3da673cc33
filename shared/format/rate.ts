import type { Language } from '../languages.ts'
import { formatNumber } from './number.ts'

/** Calls per second: whole from 100 on, with one decimal from 10 on, else with two; a true zero is plain 0. */
export function formatRate(perSecond: number, language: Language): string {
  if (perSecond === 0) return '0'
  if (perSecond >= 99.95) return formatNumber(perSecond, language)
  if (perSecond >= 9.995) return formatNumber(perSecond, language, 1)
  return perSecond < 0.01 ? `<${formatNumber(0.01, language, 2)}` : formatNumber(perSecond, language, 2)
}
