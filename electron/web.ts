import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import type { Api } from '../shared/api.ts'
import { createDispatch } from '../shared/rpc.ts'
import { pageAssets } from './assets.ts'
import { consoleLog } from './console-log.ts'
import { startCore, systemClock, type CoreOptions } from './core/index.ts'
import type { Log } from './core/log.ts'
import { defaultDataDir } from './data-dir.ts'
import { pageFolder } from './root.ts'
import { version } from './version.ts'
import { createWebDownloads } from './web/downloads.ts'
import { answerRequest } from './web/http.ts'
import { openBrowser } from './web/open-browser.ts'
import { createSession } from './web/session.ts'
import { createSockets } from './web/sockets.ts'

const loopback = '127.0.0.1'

export interface WebOptions {
  /** 0 takes a free port. */
  port?: number
  /** Whether the system's browser is opened. */
  open?: boolean
  dataDir?: string
  log?: Log
  /** Opens the first source, in place of the one that was open last. */
  begin?(api: Api): Promise<unknown>
  /** What else the core is started with. */
  core?: Partial<Pick<CoreOptions, 'clock' | 'testNowMs' | 'archiveFile' | 'prefixes'>>
}

export interface WebHost {
  /** The address with the one-time token. */
  link: string
  port: number
  stop(): Promise<void>
}

/** Serves the app to one browser of this computer, until it is stopped. */
export async function serveWeb(options: WebOptions = {}): Promise<WebHost> {
  const { port = 0, open = false, dataDir = defaultDataDir(), log = consoleLog() } = options
  const findAsset = pageAssets(pageFolder)
  const server = createServer()
  const ownPort = await listen(server, port)
  const sockets = createSockets()
  const downloads = createWebDownloads(options.core?.clock ?? systemClock())
  const core = await startCore({
    ...options.core,
    downloads,
    host: 'browser',
    version,
    dataDir,
    log,
    emit: sockets.emit,
  }).catch((error: unknown) => {
    server.close()
    throw error
  })
  await options.begin?.(core.api).catch(async (error: unknown) => {
    server.close()
    await core.stop()
    throw error
  })
  const session = createSession(ownPort)
  const hosts = [`${loopback}:${ownPort}`, `localhost:${ownPort}`]
  const dispatch = createDispatch(core.api, (error) => log.error('A call failed unexpectedly.', error))

  server.on('request', (request, response) => {
    answerRequest({ hosts, session, findAsset, downloads }, request, response).catch((error: unknown) => {
      log.error('A request of the browser failed.', error)
      response.destroy()
    })
  })
  server.on('upgrade', (request, socket, head) => {
    sockets.upgrade({ hosts, session, dispatch }, request, socket, head)
  })

  const link = `http://${loopback}:${ownPort}/?token=${session.token}`
  if (open) openBrowser(link, log)
  return {
    link,
    port: ownPort,
    async stop() {
      sockets.close()
      server.close()
      server.closeAllConnections()
      await core.stop()
      downloads.close()
    },
  }
}

/** Serves until Ctrl-C; the link stands alone on a line of stdout. Gives back the exit code. */
export async function runWeb(options: WebOptions = {}): Promise<number> {
  // Ctrl-C may come twice, from the terminal and from the program that started this one: both are one wish.
  const stopped = new Promise<void>((resolve) => {
    process.on('SIGINT', resolve)
    process.on('SIGTERM', resolve)
  })
  const host = await serveWeb(options)
  process.stderr.write('Tallyscope is ready. Open this link in a browser of this computer; it works once.\n')
  process.stdout.write(`${host.link}\n`)
  process.stderr.write('Ctrl-C ends it.\n')
  await stopped
  await host.stop()
  return 0
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, loopback, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new Error(`"${text}" is no port: write a number from 0 to 65535.`)
  return port
}

async function main(): Promise<number> {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string', default: '0' }, open: { type: 'boolean' } },
    })
    const port = parsePort(values.port)
    try {
      return await runWeb({ port, open: values.open ?? false })
    } catch (error) {
      process.stderr.write(`Tallyscope could not start: ${sentence(error, port)}\n`)
      return 1
    }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\nUsage: npm run web -- [--port NUMBER] [--open]\n`)
    return 2
  }
}

function sentence(error: unknown, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return `port ${port} is taken; choose another with --port.`
  if (code === 'ENOENT') return `the page has not been built; run "npm run build". (${message})`
  return message
}

if (import.meta.main) process.exitCode = await main()
