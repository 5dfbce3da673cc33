/** Decides which app may count the users of a source now: where reports are shared, one at a time. */
export interface CensusTurn {
  /**
   * Runs work once it is this app's turn. `onWaiting` is told while another app has it. The signal that the work gets ends it
   * when the turn is lost, or by `signal`.
   */
  run<T>(
    work: (signal: AbortSignal) => Promise<T>,
    options: { signal: AbortSignal; onWaiting(isWaiting: boolean): void },
  ): Promise<T>
}

/** For a source that is not shared: it is always this app's turn. */
export const aloneTurn: CensusTurn = { run: (work, { signal }) => work(signal) }
