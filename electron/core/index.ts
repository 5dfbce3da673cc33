import type { Api, AppInfo, EventName, Events } from '../../shared/api.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'

export interface CoreOptions {
  host: AppInfo['host']
  version: string
  /** The folder of settings and archives; made where it is missing. */
  dataDir: string
  log: Log
  emit<E extends EventName>(event: E, payload: Events[E]): void
  clock?: Clock
  /** An instant in epoch milliseconds that stands in for the server's clock. */
  testNowMs?: number
  /** An archive file in place of the program's own for the source; `:memory:` for none. */
  archiveFile?: string
  /** Whether the last connection is taken up again and a new one is remembered. The command line does neither. */
  remembersConnection?: boolean
}

export interface Core {
  api: Api
  stop(): Promise<void>
}

/** Joins the parts of the program. The source is sample data until `connect` is called or a remembered one is taken up. */
export declare function startCore(options: CoreOptions): Promise<Core>
