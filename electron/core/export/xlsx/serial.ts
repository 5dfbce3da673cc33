import { epochDay, widthMs } from '../../../../shared/time.ts'

/** 1970-01-01 as a workbook counts days (1900 system). */
const epochSerial = 25_569

/** 1 March 1900. Before it the 1900 system knows a 29 February that never was. */
const firstSerial = 61

/** A date as a workbook counts days; null before it can. */
export function dateSerial(date: string): number | null {
  const serial = epochDay(date) + epochSerial
  return serial < firstSerial ? null : serial
}

/** An instant with offset as what the clock shows, in days of a workbook, and the offset: `UTC+08:00`, which is no formula. */
export function instantSerial(iso: string): { serial: number | null; offset: string } {
  const serial = Date.parse(`${iso.slice(0, 19)}Z`) / widthMs.day + epochSerial
  return { serial: serial < firstSerial ? null : serial, offset: `UTC${iso.slice(19)}` }
}
