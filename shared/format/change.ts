import type { Language } from '../languages.ts'
import { formatNumber } from './number.ts'

export interface ChangeText {
  direction: 'up' | 'down' | 'same'
  /** With its sign: +8.1%, −3.4%, 0.0%, <+0.1%. */
  text: string
  /** As it stands beside an arrow that gives the direction: a tiny one is <0.1%. */
  beside: string
}

/** A change as a share (0.081 is 8.1% more) with one decimal; whole from 1,000% on. */
export function formatChange(change: number, language: Language): ChangeText {
  if (change === 0) return { direction: 'same', text: '0.0%', beside: '0.0%' }
  const direction = change > 0 ? 'up' : 'down'
  const percent = Math.abs(change) * 100
  if (percent < 0.05) {
    const least = `${formatNumber(0.1, language, 1)}%`
    return { direction, text: change > 0 ? `<+${least}` : `>−${least}`, beside: `<${least}` }
  }
  const text = `${change > 0 ? '+' : '−'}${formatNumber(percent, language, percent >= 999.95 ? 0 : 1)}%`
  return { direction, text, beside: text }
}
