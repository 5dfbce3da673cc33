import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'

export type { Clock, Log }

/** What a source needs of the core: the time and a place for its log. */
export interface SourceDeps {
  clock: Clock
  log: Log
}
