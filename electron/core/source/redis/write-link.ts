import { AppError } from '../../../../shared/errors.ts'
import type { Clock } from '../deps.ts'
import type { WireCommand } from './commands.ts'
import { timedOut } from './failures.ts'
import { connectionFailureAmong, type Dial, type Link } from './link.ts'
import type { Answer } from './wire.ts'

/** A connection that is made when something is to be sent and closed when nothing was for a while. */
export interface WriteLink {
  /**
   * One piece of work after the other: what a WATCH guards is not mixed with another's. Where the connection broke in the middle
   * it is made anew once and the work done again, so it must find out for itself what of it was done.
   */
  run<T>(work: (send: (commands: readonly WireCommand[]) => Promise<Answer[]>) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Longer than the pause between two renewals of a lock. */
const idleMs = 30_000
const connectMs = 5_500

export function createWriteLink({
  dial,
  where,
  clock,
}: {
  dial: Dial
  where: string
  clock: Clock
}): WriteLink {
  let link: Link | null = null
  let last: Promise<unknown> = Promise.resolve()
  let stopIdle = (): void => undefined
  const closing = new AbortController()

  const hangUp = (): void => {
    stopIdle()
    link?.close()
    link = null
  }

  const connected = async (): Promise<Link> => {
    closing.signal.throwIfAborted()
    if (link) return link
    const timeout = new AbortController()
    const stopTimeout = clock.after(connectMs, () => timeout.abort(timedOut(where)))
    try {
      const made = await dial({ signal: AbortSignal.any([closing.signal, timeout.signal]), peek: false })
      made.onLost(() => {
        if (link === made) link = null
      })
      link = made
      return made
    } finally {
      stopTimeout()
    }
  }

  const send = async (commands: readonly WireCommand[]): Promise<Answer[]> => {
    const answers = await (await connected()).send(commands)
    const failure = connectionFailureAmong(answers)
    if (failure) throw failure
    return answers
  }

  const attempt = async <T>(work: (sending: typeof send) => Promise<T>): Promise<T> => {
    stopIdle()
    try {
      const used = await connected()
      return await work(send).catch((error: unknown) => {
        // Only a connection that broke is made anew.
        if (link === used || closing.signal.aborted) throw error
        return work(send)
      })
    } catch (error) {
      if (error instanceof AppError && error.code !== 'not_allowed') hangUp()
      throw error
    } finally {
      if (link) stopIdle = clock.after(idleMs, hangUp)
    }
  }

  return {
    run(work) {
      const done = last.then(() => attempt(work))
      last = done.catch(() => undefined)
      return done
    },
    async close() {
      closing.abort(new AppError('cancelled', 'The source was left.'))
      hangUp()
      await last
    },
  }
}
