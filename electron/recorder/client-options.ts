/**
 * How the recorder's own connection differs from the caller's. By itself the library sends what was not answered again
 * after a reconnect, queues without limit and retries 20 times: a counter would grow twice.
 */
export const ownConnection = {
  lazyConnect: true,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  enableAutoPipelining: false,
  // A question of our own is asked before each flush, and INFO may be forbidden.
  enableReadyCheck: false,
  reconnectOnError: null,
  connectTimeout: 5_000,
  // Deadlines are one timer a slice.
  commandTimeout: undefined,
  socketTimeout: undefined,
  replyMapping: 'legacy',
  keyPrefix: '',
  readOnly: false,
} as const

/** The pause before the n-th try to connect: 0.1 s doubling to 5 s, with jitter. */
export function retryDelayMs(attempt: number): number {
  return Math.min(50 * 2 ** Math.min(attempt, 7), 5_000) * (0.8 + 0.4 * Math.random())
}
