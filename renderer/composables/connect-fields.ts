import type { ConnectInput } from '../../shared/api.ts'
import type { SourceInfo } from '../../shared/connection.ts'
import type { MessageKey } from '../locales/message-key.ts'

/** The form as it is typed. */
export interface ConnectFields {
  url: string
  name: string
  prefix: string
  reportPrefix: string
  offset: string
}

export type FieldErrors = Partial<Record<keyof ConnectFields, MessageKey>>

export const emptyFields: ConnectFields = {
  url: '',
  name: '',
  prefix: 'stats',
  reportPrefix: 'report:daily',
  offset: '0',
}

/** The present source to start from, when it is a Redis: its address holds no password. */
export function fieldsOf(source: SourceInfo | undefined): ConnectFields {
  if (source?.kind !== 'redis') return { ...emptyFields }
  const { address, name, prefix, reportPrefix, bucketOffsetMinutes } = source
  return {
    url: address,
    name: name === address ? '' : name,
    prefix,
    reportPrefix,
    offset: String(bucketOffsetMinutes),
  }
}

/** What can be said without asking the app. */
export function checkFields({ url, prefix, reportPrefix, offset }: ConnectFields): FieldErrors {
  const errors: FieldErrors = {}
  if (url.trim() === '') errors.url = 'connection.urlEmpty'
  else if (!/^(rediss?:\/\/|sample:)/i.test(url.trim())) errors.url = 'connection.urlScheme'
  if (prefix === '') errors.prefix = 'connection.prefixEmpty'
  if (reportPrefix === '') errors.reportPrefix = 'connection.prefixEmpty'
  if (!/^-?\d{1,4}$/.test(offset.trim()) || Math.abs(Number(offset)) > 1_080)
    errors.offset = 'connection.offsetRange'
  return errors
}

export function toConnectInput({ url, name, prefix, reportPrefix, offset }: ConnectFields): ConnectInput {
  return { url: url.trim(), name: name.trim(), prefix, reportPrefix, bucketOffsetMinutes: Number(offset) }
}

/** Whether an address holds a password, also while it is being typed: what follows a colon and is no port. */
export function holdsPassword(url: string): boolean {
  return /^\s*[a-z]+:\/\/(?:[^/?#]*:[^/?#]*@|[^/?#@:]*:(?!\d*(?:[/?#]|\s*$)))/i.test(url)
}
