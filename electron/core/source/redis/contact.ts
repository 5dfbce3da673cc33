import { AppError } from '../../../../shared/errors.ts'
import type { Clock } from '../deps.ts'
import { timedOut } from './failures.ts'
import { greet, type Standing } from './greet.ts'
import type { Dial, Link } from './link.ts'

/** No try to connect takes longer, handshake and first answers included. */
const tryTimeoutMs = 5_500

export interface ContactOptions {
  dial: Dial
  /** The address without its password. */
  where: string
  prefix: string
  clock: Clock
  /** Whether a second look at what speaks there is worth its connection. */
  peek: boolean
  /** Ends the try from outside. */
  signal: AbortSignal
}

export interface Contact {
  link: Link
  standing: Standing
  /** Time of the first questions' round trip. */
  latencyMs: number
}

/** Opens a link and asks the first questions. Rejects with an AppError that names the cause; nothing stays open then. */
export async function contact(options: ContactOptions): Promise<Contact> {
  const { dial, where, prefix, clock, peek, signal } = options
  const timeout = new AbortController()
  const cancelTimeout = clock.after(tryTimeoutMs, () => timeout.abort(timedOut(where)))
  const either = AbortSignal.any([signal, timeout.signal])
  let link: Link | null = null
  const hangUp = (): void => link?.close()
  either.addEventListener('abort', hangUp, { once: true })
  try {
    link = await dial({ signal: either, peek })
    const startedAt = performance.now()
    const standing = await greet(link, prefix, where)
    either.throwIfAborted()
    return { link, standing, latencyMs: performance.now() - startedAt }
  } catch (error) {
    hangUp()
    const cause: unknown = either.aborted ? either.reason : error
    throw cause instanceof AppError
      ? cause
      : new AppError('internal', `The connection to ${where} failed.`, { cause })
  } finally {
    cancelTimeout()
    either.removeEventListener('abort', hangUp)
  }
}
