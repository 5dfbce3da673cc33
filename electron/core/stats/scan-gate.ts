/** Lets one scan at a time look at the keys of a source. */
export interface ScanGate {
  /** Runs work when no other scan does. Rejects with the signal's reason when cancelled before. */
  run<T>(work: (turn: ScanTurn) => Promise<T>, signal: AbortSignal): Promise<T>
}

export interface ScanTurn {
  /** Whether another scan ran before this one could begin. */
  hasWaited: boolean
  /** For long work, between its steps: those who wait go first. Rejects with the signal's reason when cancelled meanwhile. */
  letOthersPass(): Promise<void>
}

/** An open gate: who comes first goes first. */
export function createScanGate(): ScanGate {
  const waiting: (() => void)[] = []
  let isTaken = false

  const enter = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error)
      if (!isTaken) {
        isTaken = true
        return resolve()
      }
      const go = (): void => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      const giveUp = (): void => {
        waiting.splice(waiting.indexOf(go), 1)
        reject(signal.reason as Error)
      }
      waiting.push(go)
      signal.addEventListener('abort', giveUp, { once: true })
    })

  const leave = (): void => {
    const next = waiting.shift()
    if (next) next()
    else isTaken = false
  }

  return {
    async run(work, signal) {
      const hasWaited = isTaken
      await enter(signal)
      let isInside = true
      const letOthersPass = async (): Promise<void> => {
        if (waiting.length === 0) return
        isInside = false
        leave()
        await enter(signal)
        isInside = true
      }
      try {
        return await work({ hasWaited, letOthersPass })
      } finally {
        if (isInside) leave()
      }
    },
  }
}
