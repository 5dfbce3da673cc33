import type { Redis } from 'ioredis'
import { AppError } from '../../../../shared/errors.ts'
import { displayAddress, type RedisAddress } from '../address.ts'
import { clientFailure, createClientLink } from './client-link.ts'
import { createClient, destroyClient, type Allow } from './client.ts'
import { command } from './commands.ts'
import { tlsNeeded, tlsNotSpoken } from './failures.ts'
import type { Dial, Link } from './link.ts'
import { speaksPlainRedis, speaksTls } from './peek.ts'
import { wholeConnectionFailure } from './server-errors.ts'

/** How one Redis server is reached, and what may be sent there: reading commands unless told. Another topology has a dial of its own; all else over a link stays the same. */
export function standaloneDial(address: RedisAddress, allow?: Allow): Dial {
  const where = displayAddress(address)
  return async ({ signal, peek }) => {
    const { redis, refused } = createClient(address, allow)
    const aborted = whenAborted(signal)
    const done = new AbortController()
    try {
      const waits = [firstReady(redis), refused, aborted]
      if (peek && address.tls) waits.push(failWhenPlain(address, done.signal))
      await Promise.race(waits)
      const link = createClientLink(redis, where)
      await Promise.race([prepare(link, address.db), aborted])
      return link
    } catch (error) {
      destroyClient(redis)
      const failure = clientFailure(error, where)
      const isSilentEnd = failure.code === 'connection_lost'
      if (peek && !address.tls && isSilentEnd && (await speaksTls(address))) throw tlsNeeded(where)
      throw failure
    } finally {
      done.abort()
    }
  }
}

/** Settles with the first thing that happens: the library itself goes on after some errors. */
function firstReady(redis: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    redis.once('error', reject)
    redis.connect().then(resolve, reject)
  })
}

function whenAborted(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error)
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
  aborted.catch(() => undefined)
  return aborted
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
  const message = `The account may not choose database ${database}: ask for SELECT, or use database 0.`
  throw wholeConnectionFailure(selected) ?? new AppError('no_permission', message, { cause: selected })
}
