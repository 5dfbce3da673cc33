import type { Archive } from './archive.ts'
import { unwritableReason } from './archive-errors.ts'

/** Writes that nobody waits for: they can be made later, in their order. */
export interface OwedWrites {
  /** Makes a write, or owes it where the file cannot be written at present. */
  write(call: () => unknown): void
  /** Makes all that are owed. Throws where that is still not possible. */
  settle(): void
  isEmpty(): boolean
}

/** More than a day of them; what lies further back is read from Redis again. */
const mostOwed = 20_000

const owing: ReadonlySet<keyof Archive> = new Set<keyof Archive>([
  'rememberNames',
  'rememberTotals',
  'noteStatuses',
  'saveDiscovery',
  'saveRunFacts',
])

/** Whether a method of the archive is such a write. */
export function isOwing(name: keyof Archive): boolean {
  return owing.has(name)
}

export function createOwedWrites(): OwedWrites {
  const owed: (() => unknown)[] = []

  const settle = (): void => {
    while (owed.length > 0) {
      owed[0]!()
      owed.shift()
    }
  }

  return {
    isEmpty: () => owed.length === 0,
    settle,
    write(call) {
      owed.push(call)
      try {
        settle()
      } catch (error) {
        if (unwritableReason(error) === 'other') {
          owed.shift()
          throw error
        }
        if (owed.length > mostOwed) owed.shift()
      }
    },
  }
}
