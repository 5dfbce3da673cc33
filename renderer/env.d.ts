import type { Bridge } from '../shared/rpc.ts'

declare global {
  interface Window {
    /** Put there by the preload or by the browser host before the page's own script runs. */
    readonly bridge: Bridge
  }
}
