import type { CountedUsers } from '../../../shared/user-figures.ts'

/** The users of a day that still runs, as the last census found them. */
export interface RunningUsers extends CountedUsers {
  day: number
}
