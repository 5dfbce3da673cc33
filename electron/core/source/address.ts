import { isIPv4, isIPv6 } from 'node:net'
import { domainToASCII } from 'node:url'
import { AppError } from '../../../shared/errors.ts'

/** Where a standalone Redis is and who asks. The only shape in the program that holds a password in clear. */
export interface RedisAddress {
  kind: 'redis'
  tls: boolean
  /** A name or an IP address, IPv6 without brackets. */
  host: string
  port: number
  db: number
  user: string | null
  password: string | null
}

export type Address = RedisAddress | { kind: 'sample' }

const shapes =
  'redis://host:6379/0, with user:password@ before the host where needed, rediss://host for TLS, or sample:'

/**
 * The parts of `redis://`, `rediss://` or `sample:`; a bare `host` or `host:port` is a Redis without TLS. Everything before
 * the last `@` is user and password, so that a password may hold any other sign. Errors: `bad_url`, whose message holds no
 * part of the input.
 */
export function parseAddress(input: string): Address {
  const text = input.trim()
  if (/^sample:(\/\/)?$/i.test(text)) return { kind: 'sample' }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)
  const name = (scheme?.[1] ?? 'redis').toLowerCase()
  if (name !== 'redis' && name !== 'rediss') {
    throw badUrl(`The address does not begin with a known scheme: write ${shapes}.`)
  }
  const rest = scheme ? text.slice(scheme[0].length) : text
  const at = rest.lastIndexOf('@')
  return {
    kind: 'redis',
    tls: name === 'rediss',
    ...parsePlace(rest.slice(at + 1)),
    ...parseAccount(at < 0 ? '' : rest.slice(0, at)),
  }
}

/** The address without user and password, in one form: `redis://host:port/db` or `sample:`. */
export function displayAddress(address: Address): string {
  if (address.kind === 'sample') return 'sample:'
  const host = isIPv6(address.host) ? `[${address.host}]` : address.host
  return `${address.tls ? 'rediss' : 'redis'}://${host}:${address.port}/${address.db}`
}

function parsePlace(text: string): Pick<RedisAddress, 'host' | 'port' | 'db'> {
  if (text.includes('?') || text.includes('#')) {
    throw badUrl(
      'The address has options after "?" or "#": leave them out and end it with the database number.',
    )
  }
  const match = /^(\[[^\]]*\]|[^:/]*)(?::([^/:]*))?(?:\/(.*))?$/.exec(text)
  if (!match) throw badUrl(`The address cannot be read: write ${shapes}; an IPv6 address stands in brackets.`)
  return { host: parseHost(match[1] ?? ''), port: parsePort(match[2]), db: parseDatabase(match[3]) }
}

function parseHost(text: string): string {
  if (text === '') throw badUrl(`The address names no host: write ${shapes}.`)
  if (text.startsWith('[')) {
    const inner = text.slice(1, -1)
    if (isIPv6(inner)) return inner
    throw badUrl('What stands in brackets is no IPv6 address: write for example redis://[::1]:6379.')
  }
  if (isIPv4(text)) return text
  const ascii = /^[0-9.]+$/.test(text) ? '' : domainToASCII(text)
  if (ascii.length <= 253 && /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_.])?$/i.test(ascii)) return ascii
  throw badUrl(
    'The host is neither a host name nor an IP address: write for example redis://cache.example.com:6379.',
  )
}

function parsePort(text: string | undefined): number {
  if (text === undefined || text === '') return 6379
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : 0
  if (port >= 1 && port <= 65_535) return port
  throw badUrl('The port is not a number from 1 to 65535: write for example redis://host:6379.')
}

function parseDatabase(text: string | undefined): number {
  if (text === undefined || text === '') return 0
  if (/^[0-9]{1,9}$/.test(text)) return Number(text)
  throw badUrl('What follows the last "/" is no database number: write for example redis://host:6379/0.')
}

function parseAccount(text: string): Pick<RedisAddress, 'user' | 'password'> {
  if (text === '' || text === ':') return { user: null, password: null }
  const colon = text.indexOf(':')
  if (colon < 0) {
    throw badUrl(
      'There is one word before "@": write user:password@ before the host, or :password@ without a user.',
    )
  }
  const user = decode(text.slice(0, colon))
  return { user: user === '' ? null : user, password: decode(text.slice(colon + 1)) }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw badUrl(
      'The user or password has a "%" that begins no two-digit code: write a percent sign itself as %25.',
    )
  }
}

function badUrl(message: string): AppError {
  return new AppError('bad_url', message)
}
