/** What can go wrong in a way that a person can act on. The page turns a code into words of its language. */
export type ErrorCode =
  | 'bad_input'
  | 'bad_url'
  | 'unknown_host'
  | 'unreachable'
  | 'timeout'
  | 'tls_needed'
  | 'tls_not_spoken'
  | 'tls_certificate'
  | 'wrong_password'
  | 'password_needed'
  | 'password_unreadable'
  | 'no_permission'
  | 'not_redis'
  | 'loading'
  | 'busy'
  | 'is_cluster'
  | 'is_sentinel'
  | 'wrong_database'
  | 'connection_lost'
  | 'too_many_clients'
  | 'source_changed'
  | 'archive_unusable'
  | 'archive_in_use'
  | 'no_archive'
  | 'settings_unwritable'
  | 'unknown_connection'
  | 'not_supported'
  | 'not_connected'
  | 'not_allowed'
  | 'unknown_method'
  | 'too_large'
  | 'day_running'
  | 'no_report'
  | 'no_report_zone'
  | 'nothing_to_export'
  | 'format_unavailable'
  | 'file_exists'
  | 'no_folder'
  | 'place_unwritable'
  | 'disk_full'
  | 'name_too_long'
  | 'cancelled'
  | 'internal'

/** A failure whose cause is known: `message` says in English what failed and what to do, never with a secret in it. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.hint = options.hint
  }
}

/** Any thrown value as an AppError; what nobody foresaw becomes `internal` with one harmless sentence. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  return new AppError('internal', 'Something unexpected went wrong; the log of the app has the details.', {
    cause: error,
  })
}
