/** A command that a recorder sends. */
export interface Command {
  name: 'incrby' | 'expireat' | 'pfadd' | 'zadd'
  /** The key first. */
  args: string[]
  /** Parts come before the totals of minutes, these before hours and days: see `cluster-outlet.ts`. */
  wave: Wave
}

export type Wave = 0 | 1 | 2 | 3

export const waves: readonly Wave[] = [0, 1, 2, 3]

/** Calls with everything that counts them: in each bucket as many endpoints, statuses and users as the total. */
export interface Slice {
  calls: number
  /** Names of more than 16 kB aside, less than `maxSliceBytes` as they are sent. */
  commands: Command[]
  /** Those of its commands that do no harm when they are sent twice. */
  repeatable: Command[]
}

/** Redis reads so much at once: commands of more are seen in parts. */
export const maxSliceBytes = 16_000
