import { AppError, type ErrorCode } from '../../../../shared/errors.ts'

/** Whether the account lacks a right: to a command, or to one of the keys. */
export function isNoPermission(error: unknown): error is Error {
  return error instanceof Error && error.message.startsWith('NOPERM')
}

/** Whether the right to the command itself is missing, whatever its keys. */
export function isCommandRefused(error: unknown): boolean {
  return isNoPermission(error) && error.message.includes('to run the')
}

/** Whether the key is of another type than the command works on. */
export function isWrongType(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('WRONGTYPE')
}

const wholeConnection: [RegExp, ErrorCode, string][] = [
  [
    /^WRONGPASS|invalid password/,
    'wrong_password',
    'The user or password is wrong, or the user is switched off.',
  ],
  [
    /^NOAUTH/,
    'password_needed',
    'The server wants a password: write user:password@ or :password@ before the host in the address.',
  ],
  [/^LOADING/, 'loading', 'The server is still loading its data: the app tries again by itself.'],
  [/^BUSY /, 'busy', 'The server is busy with a script: the app tries again by itself.'],
  [
    /^MASTERDOWN/,
    'connection_lost',
    'The replica has lost its primary and answers nothing until it is back.',
  ],
  [
    /SELECT is not allowed in cluster/,
    'is_cluster',
    'This is a Redis Cluster, which is not supported yet: use a standalone Redis.',
  ],
  [
    /^(MOVED|ASK|CLUSTERDOWN|CROSSSLOT)/,
    'is_cluster',
    'This is a Redis Cluster, which is not supported yet: use a standalone Redis.',
  ],
  [
    /DB index|invalid first argument.*db/i,
    'wrong_database',
    'The server has no database of that number: correct the number after the last "/".',
  ],
  [
    /max number of clients/,
    'too_many_clients',
    'The server takes no more clients: raise its maxclients or close some; the app tries again by itself.',
  ],
  [
    /^DENIED/,
    'no_permission',
    'The server is in protected mode and takes connections of its own machine alone: set a password or "protected-mode no" there.',
  ],
]

/** The meaning of an error that concerns the whole connection and not one command; null for any other. */
export function wholeConnectionFailure(error: Error): AppError | null {
  for (const [shape, code, message] of wholeConnection) {
    if (shape.test(error.message)) return new AppError(code, message, { cause: error })
  }
  return null
}

/** An error reply that nobody expects of a reading, as one sentence without values. */
export function unexpectedReply(commandName: string, error: Error): AppError {
  const word = /^[A-Z]+/.exec(error.message)?.[0] ?? 'an error'
  return new AppError(
    'busy',
    `The server answered ${commandName.toUpperCase()} with ${word}: look at its log.`,
    {
      cause: error,
    },
  )
}
