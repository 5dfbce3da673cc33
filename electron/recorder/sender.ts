import type { Outcome, Outlet } from './outlet.ts'
import type { Slice } from './slice.ts'

/** What became of the calls of a slice, once nothing of it is left to send. */
export interface Settled {
  slice: Slice
  /** Calls that Redis refused for good, or a part of them: as many as any counter lacks, or more. */
  refused: number
  isUncertain: boolean
  why: string | null
}

/** Sends slices, a few at a time. */
export interface Sender {
  /** Sends all that there are: null, or why some are left, which come first the next time. */
  send(slices: Iterator<Slice>): Promise<string | null>
}

// Each more hides one more round trip, and is one more that nobody knows of when a connection breaks.
const lanes = 4

interface Sending {
  slice: Slice
  refused: number
  isUncertain: boolean
}

export function createSender(outlet: Outlet, waitMs: number, onSettled: (settled: Settled) => void): Sender {
  let held: Sending[] = []

  const take = ({ slice, ...before }: Sending, { waiting, refused, isUncertain, why }: Outcome): void => {
    const calls = refused.reduce((sum, { name, args }) => sum + (name === 'incrby' ? Number(args[1]) : 0), 0)
    const sending = {
      slice: { ...slice, commands: waiting },
      refused: Math.min(slice.calls, before.refused + calls),
      isUncertain: before.isUncertain || isUncertain,
    }
    if (waiting.length > 0) held.push(sending)
    else onSettled({ ...sending, why })
  }

  return {
    async send(slices) {
      const again = held
      held = []
      let whyLeft: string | null = null

      const next = (): Sending | null => {
        const first = again.shift()
        if (first) return first
        const cut = slices.next()
        return cut.done ? null : { slice: cut.value, refused: 0, isUncertain: false }
      }
      const lane = async (): Promise<void> => {
        while (whyLeft === null) {
          const sending = next()
          if (sending === null) return
          const outcome = await outlet.send(sending.slice.commands, waitMs)
          take(sending, outcome)
          if (outcome.waiting.length > 0) whyLeft = outcome.why ?? ''
          // What else the process has to do comes between two slices.
          await nextTurn()
        }
      }
      await Promise.all(Array.from({ length: lanes }, lane))
      held.push(...again)
      return whyLeft
    },
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
