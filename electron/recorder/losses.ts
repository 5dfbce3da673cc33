import type { Loss } from './options.ts'

/** Tells of lost calls: of dropped ones, which may be very many, in sums. */
export interface Losses {
  dropped(calls: number, why: string): void
  uncertain(calls: number, why: string): void
  /** Passes on the sums so far. */
  tell(): void
}

export function createLosses(onLoss: (loss: Loss) => void): Losses {
  const droppedByWhy = new Map<string, number>()

  const pass = (loss: Loss): void => {
    try {
      onLoss(loss)
    } catch {
      // The caller's own trouble; counting goes on.
    }
  }

  return {
    dropped: (calls, why) => void droppedByWhy.set(why, (droppedByWhy.get(why) ?? 0) + calls),
    uncertain: (calls, why) => pass({ kind: 'uncertain', calls, why }),
    tell() {
      const sums = [...droppedByWhy]
      droppedByWhy.clear()
      for (const [why, calls] of sums) pass({ kind: 'dropped', calls, why })
    },
  }
}
