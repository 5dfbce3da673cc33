import { AppError, type ErrorCode } from '../../../../shared/errors.ts'

/** Causes that no waiting mends: a person must change something. */
const needsPerson = new Set<ErrorCode>([
  'wrong_password',
  'password_needed',
  'no_permission',
  'is_cluster',
  'is_sentinel',
  'wrong_database',
])
/** As above on first contact; from a server that was well before they are taken for a passing fault on the way. */
const needsPersonAtFirst = new Set<ErrorCode>([
  'not_redis',
  'tls_needed',
  'tls_not_spoken',
  'tls_certificate',
])

/** Whether a failure to connect ends the tries. */
export function isRefusal(code: ErrorCode, wasReadyBefore: boolean): boolean {
  return needsPerson.has(code) || (!wasReadyBefore && needsPersonAtFirst.has(code))
}

const certificateCode = /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_)/

/** A failure of the socket, of TLS or of the client library, `where` being the address without its password. */
export function connectionFailure(error: unknown, where: string): AppError {
  if (error instanceof AppError) return error
  const { code = '', message } = error as NodeJS.ErrnoException
  const fail = (to: ErrorCode, text: string): AppError => new AppError(to, text, { cause: error })

  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) {
    return fail(
      'unknown_host',
      `The host of ${where} is unknown: check its name and this computer's network.`,
    )
  }
  if (
    ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EACCES'].includes(code)
  ) {
    return fail(
      'unreachable',
      `Nothing answers at ${where}: check host and port, and that Redis runs and may be reached.`,
    )
  }
  if (code === 'ETIMEDOUT' || /timed out|Socket timeout/.test(message)) {
    return timedOut(where, error)
  }
  if (/ALERT_(CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE)/.test(code)) {
    return fail(
      'tls_certificate',
      `The server at ${where} asks for a client certificate, which Tallyscope cannot show: set "tls-auth-clients no" there.`,
    )
  }
  if (certificateCode.test(code)) {
    return fail(
      'tls_certificate',
      `The certificate of ${where} is not trusted (${code}): it must be valid, name this host, and its authority must be among the trusted ones of this computer.`,
    )
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return tlsNotSpoken(where)
  if (message.includes('Unknown RESP type')) {
    return /RESP type 2[12] /.test(message) ? tlsNeeded(where) : notRedis(where)
  }
  return fail('connection_lost', `The connection to ${where} was closed.`)
}

/** Nothing came back in time. */
export function timedOut(where: string, cause?: unknown): AppError {
  const message = `No answer from ${where} within 5 s: the server hangs, or a firewall drops the way to it.`
  return new AppError('timeout', message, { cause })
}

/** What answers there speaks TLS alone. */
export function tlsNeeded(where: string): AppError {
  return new AppError('tls_needed', `The server at ${where} wants TLS: write rediss:// in place of redis://.`)
}

/** What answers there does not speak TLS. */
export function tlsNotSpoken(where: string): AppError {
  return new AppError(
    'tls_not_spoken',
    `The server at ${where} does not speak TLS: write redis:// in place of rediss://.`,
  )
}

/** What answers there speaks another protocol. */
export function notRedis(where: string): AppError {
  return new AppError('not_redis', `What answers at ${where} is not a Redis: check host and port.`)
}
