import { spawn, type ChildProcess } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Redis } from 'ioredis'

export interface RedisServerOptions {
  /** A free port of the loopback interface where it is not given. */
  port?: number
  /** More arguments for redis-server. */
  args?: string[]
  /** The default user's password. */
  password?: string
  /** Paths of PEM files and the host that they name (localhost): the server then speaks TLS alone. */
  tls?: { cert: string; key: string; ca: string; host?: string }
}

export type SeedEntry = [key: string | Buffer, value: string | Buffer, ttlSeconds?: number]

export interface RedisServer {
  port: number
  /** `redis://127.0.0.1:port`, without the password. */
  url: string
  readonly pid: number
  dir: string
  /** Ends the server and removes its folder. */
  stop(): Promise<void>
  /** Sends a signal and waits for the end where the signal ends the process. */
  kill(signal: NodeJS.Signals): Promise<void>
  /** Freezes the server: its port still accepts connections. */
  pause(): void
  resume(): void
  /** Ends the server if it runs and starts it on the same port: empty, or with its data where `keep` is set. */
  restart(options?: { keep?: boolean }): Promise<void>
  /** Sends one command over a connection of the test's own. Bulk replies are strings. */
  command(...args: (string | number | Buffer)[]): Promise<unknown>
  /** Literal SETs in pipelines. */
  seed(entries: Record<string, string> | SeedEntry[]): Promise<void>
}

/** Starts a real redis-server on a free loopback port, without persistence, and waits until it answers. */
export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  const { args = [], password, tls } = options
  const port = options.port ?? (await freePort())
  const dir = mkdtempSync(join(tmpdir(), 'tallyscope-redis-'))
  let child: ChildProcess
  let client: Redis | null = null

  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null

  const connection = (): Redis => {
    client ??= openClient()
    return client
  }

  const openClient = (): Redis => {
    const redis = new Redis({
      host: '127.0.0.1',
      port,
      ...(password === undefined ? {} : { password }),
      ...(tls === undefined
        ? {}
        : { tls: { ca: readFileSync(tls.ca), servername: tls.host ?? 'localhost' } }),
      maxRetriesPerRequest: 0,
      enableReadyCheck: false,
      retryStrategy: () => null,
      disableClientInfo: true,
    })
    redis.on('error', () => undefined)
    redis.once('end', () => {
      if (client === redis) client = null
    })
    return redis
  }

  const start = async (): Promise<void> => {
    const listen = tls
      ? ['--port', '0', '--tls-port', String(port), '--tls-cert-file', tls.cert, '--tls-key-file', tls.key]
      : ['--port', String(port)]
    const secure = tls ? ['--tls-ca-cert-file', tls.ca, '--tls-auth-clients', 'no'] : []
    const auth = password === undefined ? [] : ['--requirepass', password]
    const base = [
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      dir,
      '--daemonize',
      'no',
    ]
    child = spawn('redis-server', [...listen, ...base, ...secure, ...auth, ...args], { stdio: 'ignore' })
    const own = child
    const endWithTest = (): void => {
      own.kill('SIGKILL')
      rmSync(dir, { recursive: true, force: true })
    }
    process.once('exit', endWithTest)
    own.once('exit', () => process.removeListener('exit', endWithTest))
    own.once('error', () => undefined)
    await untilAnswers()
  }

  const untilAnswers = async (): Promise<void> => {
    const deadline = Date.now() + 15_000
    for (;;) {
      if (!isRunning() || child.pid === undefined)
        throw new Error(`redis-server ended at once on port ${port}`)
      try {
        await connection().call('PING')
        return
      } catch (error) {
        const said = String(error)
        if (/NOAUTH|NOPERM|MASTERDOWN|LOADING/.test(said) && !said.includes('LOADING')) return
        if (Date.now() > deadline)
          throw new Error(`redis-server does not answer on port ${port}`, { cause: error })
        client?.disconnect()
        client = null
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  }

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    client?.disconnect()
    client = null
    if (child.pid === undefined || !isRunning()) return
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill(signal)
    if (signal !== 'SIGKILL') child.kill('SIGCONT')
    await ended
  }

  const stop = async (): Promise<void> => {
    await end('SIGKILL')
    await rm(dir, { recursive: true, force: true })
  }

  try {
    await start()
  } catch (error) {
    await stop()
    throw error
  }

  return {
    port,
    url: `${tls ? 'rediss' : 'redis'}://127.0.0.1:${port}`,
    get pid() {
      return child.pid!
    },
    dir,
    stop,
    kill: async (signal) => {
      if (signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT') return end(signal)
      child.kill(signal)
    },
    pause: () => {
      child.kill('SIGSTOP')
      while (!isStopped(child.pid!));
    },
    resume: () => void child.kill('SIGCONT'),
    restart: async ({ keep = false } = {}) => {
      if (keep && isRunning()) {
        child.kill('SIGCONT')
        await connection().call('SAVE')
      }
      await end('SIGKILL')
      if (!keep) await rm(join(dir, 'dump.rdb'), { force: true })
      await start()
    },
    command: (...parts) => connection().call(...(parts.map(asArgument) as [string, ...(string | Buffer)[]])),
    seed: async (entries) => {
      const list: SeedEntry[] = Array.isArray(entries) ? entries : Object.entries(entries)
      for (let from = 0; from < list.length; from += 5_000) {
        const pipeline = connection().pipeline()
        for (const [key, value, ttl] of list.slice(from, from + 5_000)) {
          if (ttl === undefined) pipeline.set(key, value)
          else pipeline.set(key, value, 'EX', ttl)
        }
        for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error
      }
    },
  }
}

/** A port of the loopback interface that nobody listened on a moment ago. Never 6379. */
export async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer()
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(0, '127.0.0.1', resolve)
    })
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    if (port !== 6379) return port
  }
}

/** The signal takes effect a little later than it is sent. */
function isStopped(pid: number): boolean {
  try {
    return /\) [TtZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return true
  }
}

function asArgument(part: string | number | Buffer): string | Buffer {
  return typeof part === 'number' ? String(part) : part
}
