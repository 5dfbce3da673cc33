import { app } from 'electron'
import type { Core } from './core/index.ts'
import type { Log } from './core/log.ts'

const longestMs = 5_000

/** Holds the end of the app back until the core has closed its files, at most 5 s. */
export function stopBeforeQuit(core: Promise<Core>, log: Log): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running'
  app.on('will-quit', (event) => {
    if (state === 'stopped') return
    event.preventDefault()
    if (state === 'stopping') return
    state = 'stopping'
    const end = (): void => {
      state = 'stopped'
      // Not before this event is over: until then Electron takes the app for one that is quitting already.
      setImmediate(() => app.quit())
    }
    const timer = setTimeout(() => {
      log.warn('The core did not stop within 5 s.')
      end()
    }, longestMs)
    core
      .then(({ stop }) => stop())
      .catch((error: unknown) => log.error('The core did not stop cleanly.', error))
      .finally(() => {
        clearTimeout(timer)
        end()
      })
  })
}
