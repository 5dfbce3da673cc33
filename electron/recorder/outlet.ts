import type { Command } from './slice.ts'

/** What became of commands that were sent. */
export interface Outcome {
  /** Those that surely were not carried out and may be sent again. */
  waiting: Command[]
  /** Those that Redis refused for good, as a counter that is no number. */
  refused: Command[]
  /** Whether some may or may not have been carried out: nobody knows. They are not among `waiting`. */
  isUncertain: boolean
  /** Why anything is waiting, refused or uncertain. */
  why: string | null
}

/** The way to Redis. */
export interface Outlet {
  /** Null as soon as Redis answers a question, else why it does not, after at most twice `waitMs`. */
  whyNotReady(waitMs: number): Promise<string | null>
  /** Sends a slice, or what is left of one. Never rejects. */
  send(commands: Command[], waitMs: number): Promise<Outcome>
  close(): void
}

export const noAnswer = 'Redis does not answer.'
