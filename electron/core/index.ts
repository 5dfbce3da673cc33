import * as v from 'valibot'
import {
  schemas,
  type Api,
  type AppInfo,
  type CheckedConnectInput,
  type ConnectInput,
  type EventName,
  type Events,
} from '../../shared/api.ts'
import { systemClock, type Clock } from './clock.ts'
import type { Log } from './log.ts'
import { createPresentSource } from './present-source.ts'
import { loadSettings, rememberedConnection, saveSettings } from './settings.ts'
import { testConnection } from './source/connection-test.ts'

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

/** How often the core asks what is due: never one long timer, so that sleep and clock changes need no code. */
const tickMs = 20_000

const sampleInput = v.parse(schemas.connect, { url: 'sample:', name: 'Sample data' })

/** Joins the parts of the program. The source is sample data until `connect` is called or a remembered one is taken up. */
export async function startCore(options: CoreOptions): Promise<Core> {
  const { dataDir, log, emit, remembersConnection = true } = options
  const clock = options.clock ?? systemClock()
  const present = createPresentSource({
    dataDir,
    clock,
    log,
    archiveFile: options.archiveFile,
    testNowMs: options.testNowMs,
    onConnection: (state) => emit('connection', state),
    onDiscovery: (state) => emit('discovery', state),
  })
  const remembered = remembersConnection ? loadSettings(dataDir, log).connection : null
  if (remembered) void present.takeUp(v.parse(schemas.connect, withoutNote(remembered)))
  else await present.change(sampleInput)

  let stopTicking = clock.after(tickMs, function tick() {
    present
      .tick()
      .catch((error: unknown) => log.info(`A scheduled reading waits for the next tick: ${String(error)}`))
      .finally(() => (stopTicking = clock.after(tickMs, tick)))
  })

  const remember = (input: CheckedConnectInput | null): void => {
    if (!remembersConnection) return
    saveSettings(dataDir, { connection: input && rememberedConnection(input) })
  }

  const api: Api = {
    appInfo: async () => ({
      version: options.version,
      host: options.host,
      dataDir,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
    connection: async () => present.state(),
    testConnection: (input) => testConnection(v.parse(schemas.testConnection, input), { clock, log }),
    async connect(input: ConnectInput) {
      const checked = v.parse(schemas.connect, input)
      if (checked.url.trim() === 'sample:') return api.useSample()
      await present.change(checked)
      remember(checked)
      return present.state()
    },
    async useSample() {
      await present.change(sampleInput)
      remember(null)
      return present.state()
    },
    async retry() {
      await present.retry()
      return present.state()
    },
    overview: async (input) => (await present.watch()).overview(v.parse(schemas.overview, input)),
    sparklines: async ({ endpoints }) => (await present.watch()).sparklines(endpoints),
    trend: async (input) => (await present.watch()).trend(v.parse(schemas.trend, input)),
    discover: async () => (await present.watch()).discover(),
    cancelDiscovery: async () => (await present.watch()).cancelDiscovery(),
  }
  return {
    api,
    async stop() {
      stopTicking()
      await present.stop()
    },
  }
}

function withoutNote<T extends { hadPassword: boolean }>({ hadPassword: _hadPassword, ...connection }: T) {
  return connection
}

export { loadSettings } from './settings.ts'
