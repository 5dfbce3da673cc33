import { systemClock, type Clock } from '../../electron/core/clock.ts'
import type { Source } from '../../electron/core/source/source.ts'
import { createWatch, type Watch } from '../../electron/core/stats/watch.ts'
import { openSource, watchDeps } from './watched.ts'

/** One step of the scan: when it ended, how many keys it looked at, and how long the app paused after it. */
export interface Step {
  atMs: number
  keys: number
  pauseMs: number
}

export interface ScannedWatch {
  watch: Watch
  /** The steps of the discovery so far. */
  steps: Step[]
  close(): Promise<void>
}

/** A watch whose source and clock tell what its discovery does; both do the real thing. */
export async function openScannedWatch(url: string): Promise<ScannedWatch> {
  const steps: Step[] = []
  const clock = systemClock()
  const source = await openSource(url)
  let isScanning = false
  const telling: Source = {
    ...source,
    async scanStep(input) {
      const step = await source.scanStep(input)
      steps.push({ atMs: performance.now(), keys: input.count, pauseMs: 0 })
      isScanning = true
      return step
    },
  }
  const tellingClock: Clock = {
    ...clock,
    sleep(delayMs, signal) {
      if (isScanning) steps.at(-1)!.pauseMs = delayMs
      isScanning = false
      return clock.sleep(delayMs, signal)
    },
  }
  const watch = createWatch(watchDeps(telling, tellingClock))
  return {
    watch,
    steps,
    async close() {
      watch.stop()
      await source.close()
    },
  }
}
