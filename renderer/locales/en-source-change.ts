/** What becomes of the archive where an edit leads a connection to other counters. */
export const sourceChange = {
  waits: 'There is an archive of what was read before: say whether it goes along.',
  address: {
    title: 'Is this the same Redis?',
    text: 'There is an archive of what this connection watched before. Say whether it is the same Redis, reached in another way.',
    keep: 'The same Redis: take the archive along',
    leave: 'Another Redis: leave the archive with the old address',
  },
  scheme: {
    title: 'Are these the same counters?',
    text: 'There is an archive of what was read with {before}. Say whether the same counters go on.',
    keep: 'The same counters: take the archive along',
    leave: 'Other counters: leave the archive with {before}',
  },
  before: {
    prefix: 'the old prefix',
    reportPrefix: 'the old prefix of stored reports',
    bucketOffsetMinutes: 'the old bucket offset',
    several: 'the old settings',
  },
}
