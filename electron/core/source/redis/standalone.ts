import { getCACertificates } from 'node:tls'
import { Command, Pipeline, Redis, ReplyError } from 'ioredis'
import { AppError } from '../../../../shared/errors.ts'
import { displayAddress, type RedisAddress } from '../address.ts'
import { assertAllowed, command } from './commands.ts'
import { connectionFailure, tlsNeeded, tlsNotSpoken } from './failures.ts'
import type { Dial, Link } from './link.ts'
import { speaksPlainRedis, speaksTls } from './peek.ts'
import { wholeConnectionFailure } from './server-errors.ts'
import type { Answer } from './wire.ts'

const timeoutMs = 5_000
const handshake = new Set(['hello', 'auth'])

/** The part of a pipeline that sends bytes and gives bytes, which the library's types leave out. */
interface RawPipeline {
  sendCommand(command: Command): unknown
  exec(): Promise<[error: Error | null, reply: unknown][]>
}

/** How one Redis server is reached. The only place that knows the client library; it retries and queues nothing itself. */
export function standaloneDial(address: RedisAddress): Dial {
  const where = displayAddress(address)
  return async ({ signal, peek }) => {
    const { redis, refused } = createClient(address)
    const done = new AbortController()
    try {
      const waits = [firstReady(redis), refused, whenAborted(signal)]
      if (peek && address.tls) waits.push(failWhenPlain(address, done.signal))
      await Promise.race(waits)
      const link = createLink(redis, where)
      await Promise.race([prepare(link, address.db), whenAborted(signal)])
      return link
    } catch (error) {
      destroy(redis)
      const failure = asFailure(error, where)
      const isSilentEnd = failure.code === 'connection_lost'
      if (peek && !address.tls && isSilentEnd && (await speaksTls(address))) throw tlsNeeded(where)
      throw failure
    } finally {
      done.abort()
    }
  }
}

/** `refused` rejects with the server's own word to the handshake, which the library forgets where the connection closes next. */
function createClient(address: RedisAddress): { redis: Redis; refused: Promise<never> } {
  const redis = new Redis({
    host: address.host,
    port: address.port,
    ...(address.user === null ? {} : { username: address.user }),
    ...(address.password === null ? {} : { password: address.password }),
    ...(address.tls
      ? { tls: { ca: [...getCACertificates('default'), ...getCACertificates('system')] } }
      : {}),
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    socketTimeout: 15_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    enableOfflineQueue: false,
    enableReadyCheck: false,
    autoResendUnfulfilledCommands: false,
    lazyConnect: true,
    disableClientInfo: true,
  })
  const sendCommand = redis.sendCommand.bind(redis)
  const refused = new Promise<never>((_resolve, reject) => {
    redis.sendCommand = (sent, stream) => {
      assertAllowed(sent.name, sent.args[0])
      if (handshake.has(sent.name)) {
        sent.promise.catch((error: Error) => {
          if (error instanceof ReplyError && wholeConnectionFailure(error)) reject(error)
        })
      }
      return sendCommand(sent, stream)
    }
  })
  refused.catch(() => undefined)
  return { redis, refused }
}

/** Settles with the first thing that happens: the library itself goes on after some errors. */
function firstReady(redis: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    redis.once('error', reject)
    redis.connect().then(resolve, reject)
  })
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error)
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}

/** A plain Redis waits in silence for the end of what it takes for a line, so the TLS handshake alone would only time out. */
async function failWhenPlain(address: RedisAddress, done: AbortSignal): Promise<void> {
  const isPlain = await speaksPlainRedis(address)
  if (isPlain && !done.aborted) throw tlsNotSpoken(displayAddress(address))
  return new Promise(() => undefined)
}

/**
 * What the library could do while it connects, but then in several writes: a server that turns clients away closes after
 * the first, and the broken second hides its reason.
 */
async function prepare(link: Link, database: number): Promise<void> {
  const select = database > 0 ? [command('select', String(database))] : []
  const [selected] = await link.send([...select, command('client', 'SETNAME', 'tallyscope')])
  if (database === 0 || !(selected instanceof Error)) return
  throw (
    wholeConnectionFailure(selected) ??
    new AppError(
      'no_permission',
      `The account may not choose database ${database}: ask for SELECT, or use database 0.`,
    )
  )
}

function createLink(redis: Redis, where: string): Link {
  let lost: AppError | null = null
  const listeners: ((why: AppError) => void)[] = []

  const lose = (error: unknown): void => {
    if (lost) return
    lost = asFailure(error, where)
    destroy(redis)
    for (const listener of listeners) listener(lost)
  }

  redis.on('error', lose)
  redis.once('close', () => lose(new Error('closed')))

  return {
    send: async (commands) => {
      if (lost) throw lost
      const pipeline = new Pipeline(redis) as unknown as RawPipeline
      for (const { name, args } of commands) pipeline.sendCommand(new Command(name, args))
      const results = await pipeline.exec()
      for (const [error] of results) if (error && !(error instanceof ReplyError)) lose(error)
      // A broken reply can end in a well-formed one: what came with a protocol error is not believed.
      if (lost) throw lost
      return results.map(([error, reply]) => error ?? (reply as Answer))
    },
    onLost: (listener) => {
      if (lost) listener(lost)
      else listeners.push(listener)
    },
    close: () => {
      listeners.length = 0
      lose(new Error('closed'))
    },
  }
}

function asFailure(error: unknown, where: string): AppError {
  const fromServer = error instanceof Error && error instanceof ReplyError
  return (fromServer ? wholeConnectionFailure(error as Error) : null) ?? connectionFailure(error, where)
}

function destroy(redis: Redis): void {
  redis.removeAllListeners('error')
  redis.on('error', () => undefined)
  redis.disconnect()
  redis.stream?.destroy()
}
