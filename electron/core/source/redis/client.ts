import { Redis, ReplyError } from 'ioredis'
import type { RedisAddress } from '../address.ts'
import { trustedAuthorities } from './authorities.ts'
import { assertAllowed } from './commands.ts'
import { wholeConnectionFailure } from './server-errors.ts'

const timeoutMs = 5_000
const handshake = new Set(['hello', 'auth'])

/** Throws where a command, with its arguments, may not be sent. */
export type Allow = (name: string, args: readonly unknown[]) => void

/** What the connections that read may send. */
const readsOnly: Allow = (name, args) => assertAllowed(name, args[0])

export interface Client {
  redis: Redis
  /** Rejects with the server's own word to the handshake, which the library forgets where the connection closes next. */
  refused: Promise<never>
}

/**
 * A client of the library that connects once, when asked, gives up in 5 s, and neither queues nor tries again. Every command
 * that it writes, those of its handshake included, passes the allow-list. Certificates are always checked, against the
 * authorities that Node and this computer trust.
 */
export function createClient(address: RedisAddress, allow = readsOnly): Client {
  const { host, port, user, password } = address
  const redis = new Redis({
    host,
    port,
    ...(user === null ? {} : { username: user }),
    ...(password === null ? {} : { password }),
    ...(address.tls ? { tls: { ca: trustedAuthorities() } } : {}),
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
      allow(sent.name, sent.args)
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

/** Ends a client at once, whatever it is doing. */
export function destroyClient(redis: Redis): void {
  redis.removeAllListeners('error')
  // The library prints errors that nobody listens to.
  redis.on('error', () => undefined)
  redis.disconnect()
  redis.stream?.destroy()
}
