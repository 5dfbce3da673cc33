import type { SourceInfo } from '../../../shared/connection.ts'
import type { KeptArchive } from './kept-archive.ts'

/** The archive of the present source, for what is done with it as a whole. */
export interface PresentArchive {
  kept: KeptArchive
  info: SourceInfo
  /** Whether it is only read. */
  isShown: boolean
  /** Ends a backup that is being made. */
  rest(): Promise<void>
}

/** An archive that is opened only to read it. */
export interface ShownArchive {
  file: string
  /** A copy of it. */
  kept: KeptArchive
  /** Removes what was made for it. */
  drop(): void
}
