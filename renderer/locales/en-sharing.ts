/** Reports that are shared through Redis. */
export const sharing = {
  label: 'Share daily reports',
  hint: 'Off, nothing is ever written. On, each finished day is written once as {key}, kept 365 days, and {lock} is held while users are counted, so that of several apps only one counts. No counter is touched, and a report that others wrote is never overwritten.',
  rights:
    'The account needs the rights to SET, WATCH, MULTI and EXEC on these keys: the connection test shows the whole rule. Without them everything else works as before.',
  adopted: 'taken from Redis, where another app left it',
}
