import type { ElectronApplication, Page } from '@playwright/test'

/** A way to the running app: Electron's window or a browser. */
export interface Door {
  /** Why there is none on this machine. */
  unavailable: string | null
  open(options: { dataDir: string; watch: (page: Page) => void }): Promise<OpenApp>
  /** Ends what several apps shared. */
  close(): Promise<void>
}

export interface OpenApp {
  page: Page
  electron: ElectronApplication | null
  close(): Promise<void>
  /** Ends the program at once, whatever it is doing. */
  kill(): Promise<void>
}
