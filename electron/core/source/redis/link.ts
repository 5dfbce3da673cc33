import type { AppError } from '../../../../shared/errors.ts'
import type { WireCommand } from './commands.ts'
import { wholeConnectionFailure } from './server-errors.ts'
import type { Answer } from './wire.ts'

/** One live connection to a place with counters. It never reconnects: a lost link is replaced by a new one. */
export interface Link {
  /**
   * Writes all commands at once and gives their answers in order; an error that the server gave to one command stands in
   * its place. Rejects with an AppError within 6 s where there is no answer; the link is lost then.
   */
  send(commands: readonly WireCommand[]): Promise<Answer[]>
  /** Calls `listener` once when the link breaks without having been closed. */
  onLost(listener: (why: AppError) => void): void
  close(): void
}

/** Opens a link and rejects with an AppError that names the cause. `peek` allows a second look at what speaks there. */
export type Dial = (options: { signal: AbortSignal; peek: boolean }) => Promise<Link>

/** What the readings need of a link: `send`, where an error that concerns the whole connection rejects. */
export type Send = (commands: readonly WireCommand[]) => Promise<Answer[]>

/** The first answer that speaks of the whole connection, such as LOADING or MOVED, as an error; else null. */
export function connectionFailureAmong(answers: readonly Answer[]): AppError | null {
  for (const answer of answers) {
    const failure = answer instanceof Error ? wholeConnectionFailure(answer) : null
    if (failure) return failure
  }
  return null
}
