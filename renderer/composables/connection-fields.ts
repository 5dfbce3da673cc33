import type { ConnectionColour } from '../../shared/connection-fields.ts'
import type { SavedConnection } from '../../shared/saved-connection.ts'
import { defaultStatusLists } from '../../shared/success.ts'
import { joinAddress, splitAddress, type AddressParts } from './address-text.ts'

/** The form as it is typed. Of the address there are two views: one text and its parts. */
export interface ConnectionFields extends AddressParts {
  url: string
  /** An edited connection loses its password when it is saved. */
  isPasswordRemoved: boolean
  storePassword: boolean
  name: string
  /** Null for the next one that is free. */
  colour: ConnectionColour | null
  production: boolean
  prefix: string
  reportPrefix: string
  offset: string
  /** Empty where it is still to be asked. */
  reportZone: string
  success: string
  error: string
  minuteDays: string
  hourDays: string
  dayDays: string
  scanLimit: string
}

const noAddress: AddressParts & { url: string } = {
  url: '',
  tls: false,
  host: '',
  port: '6379',
  db: '0',
  user: '',
  password: '',
}

const lines = (list: readonly string[]): string => list.join('\n')
const text = (value: number | null): string => (value === null ? '' : String(value))

export const emptyFields: Readonly<ConnectionFields> = {
  ...noAddress,
  isPasswordRemoved: false,
  storePassword: true,
  name: '',
  colour: null,
  production: false,
  prefix: 'stats',
  reportPrefix: 'report:daily',
  offset: '0',
  reportZone: '',
  success: lines(defaultStatusLists.success),
  error: lines(defaultStatusLists.error),
  minuteDays: '',
  hourDays: '',
  dayDays: '',
  scanLimit: '',
}

/** A saved connection to start from. Its password is not known here. */
export function fieldsOf(saved: SavedConnection): ConnectionFields {
  const { place, statusLists, retentionDays } = saved
  const parts = { ...place, port: String(place.port), db: String(place.db), user: saved.user ?? '' }
  return {
    ...emptyFields,
    ...parts,
    url: joinAddress({ ...parts, password: '' }),
    name: saved.name,
    colour: saved.colour,
    production: saved.production,
    prefix: saved.prefix,
    reportPrefix: saved.reportPrefix,
    offset: String(saved.bucketOffsetMinutes),
    reportZone: saved.reportZone ?? '',
    success: lines((statusLists ?? defaultStatusLists).success),
    error: lines((statusLists ?? defaultStatusLists).error),
    minuteDays: text(retentionDays.minute),
    hourDays: text(retentionDays.hour),
    dayDays: text(retentionDays.day),
    scanLimit: text(saved.scanLimit),
  }
}

/** What changes where the address is typed or pasted: its parts follow, and an account that stood in it goes with it. */
export function withUrl(before: ConnectionFields, url: string): Partial<ConnectionFields> {
  const hadAccount = before.url.includes('@') && !url.includes('@')
  return { url, ...(hadAccount ? { user: '', password: '' } : {}), ...splitAddress(url) }
}

/** The address text after a part was typed. The account has fields of its own. */
export function urlOfParts(fields: ConnectionFields): string {
  return joinAddress(fields)
}

/** The statuses of a list, one a line. */
export function statusesIn(list: string): string[] {
  return list
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
