/** Runs something one at a time. */
export interface Turns {
  isRunning(): boolean
  /** A run that begins now or, where one is under way, after it: all who ask meanwhile share that one. */
  next(): Promise<void>
}

export function createTurns(run: () => Promise<void>): Turns {
  let running: Promise<void> | null = null
  let following: Promise<void> | null = null

  const next = (): Promise<void> => {
    if (running === null) {
      running = run().finally(() => (running = null))
      return running
    }
    following ??= running.then(() => {
      following = null
      return next()
    })
    return following
  }
  return { isRunning: () => running !== null, next }
}
