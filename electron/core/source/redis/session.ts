import { AppError } from '../../../../shared/errors.ts'
import type { SourceStatus } from '../../../../shared/connection.ts'
import { isoInstant } from '../../../../shared/time.ts'
import type { Clock, Log } from '../deps.ts'
import { backoffMs, longestPauseMs } from './backoff.ts'
import { contact } from './contact.ts'
import { isRefusal } from './failures.ts'
import type { Standing } from './greet.ts'
import { connectionFailureAmong, type Dial, type Link, type Send } from './link.ts'
import { createRoleWatch } from './role-watch.ts'
import { createStatusBoard } from './status-board.ts'

export interface SessionOptions {
  dial: Dial
  /** The address without its password. */
  where: string
  prefix: string
  clock: Clock
  log: Log
  /** Called with each new link before it is used. */
  onConnected(): void
}

/** A link that is kept up: tries again after a pause, gives up where only a person can help, and tells its status. */
export interface Session {
  status(): SourceStatus
  onStatus(listener: (status: SourceStatus) => void): () => void
  open(): Promise<void>
  retry(): Promise<void>
  send: Send
  /** Takes in what the server says of its role now. */
  noteStanding(standing: Pick<Standing, 'role' | 'primaryLinkUp'>): void
  close(): Promise<void>
}

/** Keeps a link up. Errors: `send` rejects at once while there is no link. */
export function createSession({ dial, where, prefix, clock, log, onConnected }: SessionOptions): Session {
  const board = createStatusBoard(where, { clock, log })
  const roles = createRoleWatch()
  let link: Link | null = null
  let running: Promise<void> | null = null
  let stopTry: AbortController | null = null
  let cancelPause: (() => void) | null = null
  let attempts = 0
  let connectedAt = 0
  let downSince: string | null = null
  let wasReady = false
  let closed = false

  const showLinked = (): void => {
    const stale = roles.staleness()
    const latencyMs = board.latencyMs()
    board.set(stale ? { state: 'degraded', latencyMs, ...stale } : { state: 'ready', latencyMs })
  }

  const drop = (why: AppError): void => {
    if (!link || closed) return
    link.close()
    link = null
    if (clock.now() - connectedAt >= longestPauseMs) attempts = 0
    pause(why)
  }

  const pause = (why: AppError): void => {
    attempts += 1
    const since = (downSince ??= isoInstant(clock.now()))
    const delayMs = backoffMs(attempts, Math.random())
    const nextTryAt = isoInstant(clock.now() + delayMs)
    cancelPause = clock.after(delayMs, () => {
      board.set({ state: 'down', since, nextTryAt: null, why: why.code, message: why.message })
      tryNow().catch(() => undefined)
    })
    board.set({ state: 'down', since, nextTryAt, why: why.code, message: why.message })
  }

  const tryNow = (): Promise<void> => {
    running ??= connectOnce().finally(() => {
      running = null
    })
    return running
  }

  const connectOnce = async (): Promise<void> => {
    cancelPause?.()
    cancelPause = null
    stopTry = new AbortController()
    try {
      const made = await contact({ dial, where, prefix, clock, peek: !wasReady, signal: stopTry.signal })
      if (closed) {
        made.link.close()
        throw closedError()
      }
      link = made.link
      wasReady = true
      connectedAt = clock.now()
      downSince = null
      board.noteLatency(made.latencyMs)
      roles.note(made.standing)
      onConnected()
      link.onLost(drop)
      showLinked()
    } catch (error) {
      if (!closed) giveUpOrPause(error as AppError)
      throw error
    }
  }

  const giveUpOrPause = (why: AppError): void => {
    if (isRefusal(why.code, wasReady)) {
      downSince = null
      board.set({ state: 'refused', why: why.code, message: why.message })
      return
    }
    pause(why)
  }

  const unavailable = (): AppError => {
    const status = board.status()
    if (status.state === 'down' || status.state === 'refused') return new AppError(status.why, status.message)
    return new AppError('not_connected', `There is no connection to ${where} yet.`)
  }

  const startByHand = (): Promise<void> => {
    if (closed) return Promise.reject(closedError())
    if (link) return Promise.resolve()
    if (!running) {
      attempts = 0
      board.set({ state: 'connecting', since: isoInstant(clock.now()) })
    }
    return tryNow()
  }

  return {
    status: board.status,
    onStatus: board.onStatus,
    open: startByHand,
    retry: startByHand,
    send: async (commands) => {
      const used = link
      if (!used) throw unavailable()
      const startedAt = performance.now()
      const answers = await used.send(commands)
      const failure = connectionFailureAmong(answers)
      if (failure) {
        if (used === link) drop(failure)
        throw failure
      }
      board.noteLatency(performance.now() - startedAt)
      return answers
    },
    noteStanding: (standing) => {
      roles.note(standing)
      if (link) showLinked()
    },
    close: async () => {
      closed = true
      cancelPause?.()
      stopTry?.abort(closedError())
      link?.close()
      link = null
      board.set({ state: 'idle' })
    },
  }
}

function closedError(): AppError {
  return new AppError('not_connected', 'The source is closed.')
}
