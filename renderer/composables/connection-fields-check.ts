import type { MessageKey } from '../locales/message-key.ts'
import { statusesIn, type ConnectionFields } from './connection-fields.ts'

export type FieldErrors = Partial<Record<keyof ConnectionFields, MessageKey>>

/** The fields that stand under "Advanced". */
export const advancedFields = [
  'prefix',
  'reportPrefix',
  'offset',
  'success',
  'error',
  'minuteDays',
  'hourDays',
  'dayDays',
  'scanLimit',
] as const

/** What can be said without asking the app. */
export function checkFields(fields: ConnectionFields): FieldErrors {
  const errors: FieldErrors = {}
  const url = fields.url.trim()
  if (url === '') errors.url = 'connection.urlEmpty'
  else if (!/^(rediss?:\/\/|sample:)/i.test(url)) errors.url = 'connection.urlScheme'
  if (!isWithin(fields.port, 1, 65_535)) errors.port = 'connections.form.portRange'
  if (!isWithin(fields.db, 0, 999_999_999)) errors.db = 'connections.form.dbRange'
  if (fields.prefix === '') errors.prefix = 'connection.prefixEmpty'
  if (fields.reportPrefix === '') errors.reportPrefix = 'connection.prefixEmpty'
  if (!isWithin(fields.offset, -1_080, 1_080)) errors.offset = 'connection.offsetRange'
  for (const name of ['minuteDays', 'hourDays', 'dayDays'] as const) {
    if (fields[name].trim() !== '' && !isWithin(fields[name], 1, 3_660))
      errors[name] = 'connections.form.daysRange'
  }
  if (fields.scanLimit.trim() !== '' && !isWithin(fields.scanLimit, 10, 10_000_000))
    errors.scanLimit = 'connections.form.scanRange'
  return { ...errors, ...checkLists(fields) }
}

function checkLists(fields: ConnectionFields): FieldErrors {
  const errors: FieldErrors = {}
  for (const name of ['success', 'error'] as const) {
    const list = statusesIn(fields[name])
    if (list.length > 200 || list.some((status) => status.length > 200))
      errors[name] = 'connections.form.listLong'
  }
  const successes = new Set(statusesIn(fields.success.toLowerCase()))
  if (statusesIn(fields.error.toLowerCase()).some((status) => successes.has(status)))
    errors.error = 'connections.form.listBoth'
  return errors
}

function isWithin(typed: string, least: number, most: number): boolean {
  const text = typed.trim()
  return /^-?\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most
}
