import { randomBytes } from 'node:crypto'
import { AppError, toAppError } from '../../../shared/errors.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { ReportStore } from '../source/report-store.ts'
import type { CensusTurn } from './census-turn.ts'

/** The lock of the census (section 6 of the meaning of figures). */
const expiryMs = 60_000
const renewMs = 20_000
const firstMs = 10_000
const lookMs = 30_000
/** After a renewal that got no answer, and between the first two looks; each pause is twice as long as the one before. */
const soonMs = 2_000

export interface SharedTurnOptions {
  store: Pick<ReportStore, 'takeLock' | 'renewLock' | 'releaseLock'>
  clock: Clock
  log: Log
  /** How long the present owner has it, in seconds; null where nobody knows. */
  secondsLeft(): Promise<number | null>
  /** Told where the lock may not be taken: the work is then done without it. Throws where that must not be. */
  onRefused(why: AppError): void
  onTaken(): void
}

interface Held {
  token: string
  /** How much work goes on under it. */
  works: number
  lost: AbortController
  stop(): void
}

/**
 * One turn for all programs that share reports through one Redis: its owner holds a lock there that runs out by itself where the
 * owner ends without a word. Work that begins while this program has the turn goes on under the same lock.
 */
export function createSharedTurn({
  store,
  clock,
  log,
  secondsLeft,
  onRefused,
  onTaken,
}: SharedTurnOptions): CensusTurn {
  let held: Held | null = null
  let entering: Promise<unknown> = Promise.resolve()

  /** Keeps the lock until `stop`; loses it where it is another's, or where nobody could be asked until it ran out. */
  const keep = (token: string, sinceMs: number): Held => {
    const own: Held = { token, works: 0, lost: new AbortController(), stop: () => undefined }
    let stopRenewal = (): void => undefined
    let stopEnd = (): void => undefined
    const lose = (): void => {
      own.stop()
      if (held === own) held = null
      log.info('The lock of the census was lost: the census ends here.')
      own.lost.abort(new AppError('busy', 'Another app on this Redis took over the counting of users.'))
    }
    const holdUntil = (endMs: number): void => {
      stopEnd()
      stopEnd = clock.after(Math.max(0, endMs - clock.now()), lose)
    }
    const renewIn = (delayMs: number): void => {
      stopRenewal = clock.after(delayMs, () => void renew())
    }
    const renew = async (): Promise<void> => {
      const askedMs = clock.now()
      try {
        const isOurs = await store.renewLock(token, expiryMs)
        if (held !== own) return
        if (!isOurs) return lose()
        holdUntil(askedMs + expiryMs)
        renewIn(renewMs)
      } catch (error) {
        log.info(`The lock of the census could not be renewed: ${toAppError(error).message}`)
        if (held === own) renewIn(soonMs)
      }
    }
    own.stop = () => {
      stopRenewal()
      stopEnd()
    }
    holdUntil(sinceMs + expiryMs)
    renewIn(renewMs)
    return own
  }

  /** Null where the work is done without a lock. */
  const take = async (signal: AbortSignal, onWaiting: (isWaiting: boolean) => void): Promise<Held | null> => {
    const token = randomBytes(16).toString('hex')
    for (let looks = 0; ; looks += 1) {
      signal.throwIfAborted()
      if (held) break
      const sinceMs = clock.now()
      try {
        // It is taken for a moment first: where it could not be renewed it does not stand in the way of others.
        if ((await store.takeLock(token, firstMs)) && (await store.renewLock(token, expiryMs))) {
          held = keep(token, sinceMs)
          onTaken()
          break
        }
      } catch (error) {
        const why = toAppError(error)
        if (!isSharingRefused(why)) throw error
        onRefused(why)
        return null
      }
      if (looks === 0) onWaiting(true)
      const left = await secondsLeft()
      const leftMs = left === null || left < 0 ? lookMs : left * 1_000
      // Much is counted in a few seconds.
      const pauseMs = Math.min(lookMs, soonMs * 2 ** Math.min(looks, 10))
      await clock.sleep(Math.min(pauseMs, Math.max(soonMs, leftMs)), signal)
    }
    onWaiting(false)
    return held
  }

  const leave = async (own: Held): Promise<void> => {
    own.works -= 1
    if (own.works > 0 || held !== own) return
    held = null
    own.stop()
    await store
      .releaseLock(own.token)
      .catch((error: unknown) => log.info(`The lock runs out by itself: ${toAppError(error).message}`))
  }

  return {
    async run(work, { signal, onWaiting }) {
      const entered = entering.then(async () => {
        const own = await take(signal, onWaiting)
        if (own) own.works += 1
        return own
      })
      entering = entered.catch(() => undefined)
      const own = await entered
      if (!own) return work(signal)
      try {
        return await work(AbortSignal.any([signal, own.lost.signal]))
      } finally {
        await leave(own)
      }
    },
  }
}

/** Whether a Redis takes no reports of this account, so that only a person can help. */
export function isSharingRefused({ code }: AppError): boolean {
  return code === 'no_permission' || code === 'not_supported'
}
