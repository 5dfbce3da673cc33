import type { Language } from './language.ts'
import { formatNumber } from './number.ts'

export interface ChangeText {
  direction: 'up' | 'down' | 'same'
  /** With its sign: +8.1%, −3.4%, 0.0%. */
  text: string
}

/** A change as a share (0.081 is 8.1% more) with one decimal; whole from 1,000% on. */
export function formatChange(change: number, language: Language): ChangeText {
  if (change === 0) return { direction: 'same', text: '0.0%' }
  const percent = Math.abs(change) * 100
  const size =
    percent < 0.05
      ? `<${formatNumber(0.1, language, 1)}`
      : formatNumber(percent, language, percent >= 999.95 ? 0 : 1)
  return change > 0 ? { direction: 'up', text: `+${size}%` } : { direction: 'down', text: `−${size}%` }
}
