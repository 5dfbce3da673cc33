import type { Language } from './language.ts'
import { formatNumber } from '../../shared/format/number.ts'

const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** The size of a file in the unit that leaves one to three digits before the point: 1.2 MB. */
export function formatBytes(bytes: number, language: Language): string {
  let step = 0
  while (step < units.length - 1 && bytes / 1_000 ** step >= 999.5) step += 1
  return `${formatNumber(bytes / 1_000 ** step, language, step < 2 ? 0 : 1)} ${units[step]}`
}
