import type { Cell } from '../../../../shared/csv.ts'

/** Rows that come in batches, one after another. */
export interface RowQueue {
  /** The next row, null at the end or where the batch has to be fetched first. */
  take(): Cell[] | null
  /** Waits for the next batch that has rows; false at the end. */
  fetch(): Promise<boolean>
  /** Gives up what has not been fetched. */
  end(): Promise<void>
}

/** Rows of batches without waiting for each of them. */
export function createRowQueue(batches: AsyncGenerator<Cell[][], void>): RowQueue {
  let batch: Cell[][] = []
  let at = 0
  return {
    take: () => batch[at++] ?? null,
    async fetch() {
      while (at >= batch.length) {
        const next = await batches.next()
        if (next.done) return false
        batch = next.value
        at = 0
      }
      return true
    },
    end: async () => void (await batches.return()),
  }
}
