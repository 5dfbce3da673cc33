import type { ChartPicture } from '../../shared/chart-picture.ts'
import type { SavedRange } from './save-range.ts'
import type { SavedTable } from './saved-csv.ts'

/** What a file is of, as its name says it. */
export type SavedWhat =
  | 'rate'
  | 'hours'
  | 'hot-apis'
  | 'trend'
  | 'difference'
  | 'apis'
  | 'endpoint-calls'
  | 'endpoint-share'
  | 'users'
  | 'user-windows'
  | 'user-shares'
  | 'top-users'
  | 'quiet-users'
  | 'cohorts'
  | 'report-hours'
  | 'report-endpoints'
  | 'report-statuses'
  | 'report-users'
  | 'report-figures'
  | 'period-days'
  | 'period-endpoints'
  | 'reports'
  | 'weeks'
  | 'months'
  | 'runs'
  | 'reports-of-others'
  | 'report-of-others'

/** What a card gives to copy or to save, made when it is asked for. */
export interface Savable {
  what: SavedWhat
  range: SavedRange
  table(): SavedTable | Promise<SavedTable>
  /** What is said beside the outcome of the table, where it is not all. */
  note?(): string
  pictures?: readonly SavablePicture[]
}

export interface SavablePicture {
  what: SavedWhat
  /** Its name where a card has several. */
  name?: string
  draw(): ChartPicture
}
