import { AppError } from '../../../../shared/errors.ts'
import { lockKey, reportKey } from '../../../../shared/keys.ts'
import type { Clock } from '../deps.ts'
import type { ReportStore, WriteOutcome } from '../report-store.ts'
import { command, type WireCommand } from './commands.ts'
import type { Dial } from './link.ts'
import { isNoPermission, isWrongType, unexpectedReply } from './server-errors.ts'
import { keyToWire, replyText, type Answer } from './wire.ts'
import { writeCommands } from './write-commands.ts'
import { createWriteLink } from './write-link.ts'

type Send = (commands: readonly WireCommand[]) => Promise<Answer[]>

/** How often a change that others disturb is tried. */
const mostTries = 3
/** The shortest time to live that Redis takes: what a lock is given back with, so that no right to delete is needed. */
const atOnceMs = 1

/**
 * Stored reports and the lock in one Redis. What depends on what stands there is done under WATCH: of all ways it needs the fewest
 * rights (SET, WATCH, MULTI, EXEC and no script), and it works where scripts are switched off.
 */
export function createRedisReportStore({
  reportPrefix,
  dial,
  where,
  clock,
}: {
  reportPrefix: string
  dial: Dial
  where: string
  clock: Clock
}): ReportStore {
  const link = createWriteLink({ dial, where, clock })
  const lock = keyToWire(lockKey(reportPrefix))
  const keyOf = (date: string): string | Buffer => keyToWire(reportKey(reportPrefix, date))

  /** Changes a key while what stands there is as `mayChange` wants it; the outcome of the last look where it is not. */
  const changeWhere = async (
    send: Send,
    {
      key,
      change,
      mayChange,
    }: { key: string | Buffer; change: WireCommand; mayChange(present: string | null): boolean },
  ): Promise<{ isChanged: boolean; present: string | null }> => {
    let present: string | null = null
    for (let tries = 0; tries < mostTries; tries++) {
      // What changes it is sent only once it is known to be inside the transaction: MULTI may be refused.
      const [, found] = checked(await send([command('watch', key), command('get', key), command('multi')]))
      present = replyText(found)
      const isWanted = mayChange(present)
      const answers = checked(await send([...(isWanted ? [change] : []), command('exec')]))
      if (!isWanted) return { isChanged: false, present }
      if (answers.at(-1) !== null) return { isChanged: true, present }
    }
    return { isChanged: false, present }
  }

  const takeFree = async (
    send: Send,
    key: string | Buffer,
    change: WireCommand,
    text: string,
  ): Promise<boolean> => {
    const [set, found] = await send([change, command('get', key)])
    // Whose text stands there decides: an answer that was cut off does not tell whether it was heard.
    if (set instanceof Error) throw refusal('set', set)
    return set !== null || replyText(found ?? null) === text
  }

  return {
    write: (date, text) =>
      link.run(async (send) =>
        outcome(await takeFree(send, keyOf(date), writeCommands.newReport(keyOf(date), text), text)),
      ),
    replace: (date, text, mayReplace) =>
      link.run(async (send) => {
        const key = keyOf(date)
        const change = writeCommands.nextReport(key, text)
        const mayChange = (present: string | null): boolean =>
          present !== null && present !== text && mayReplace(present)
        const { isChanged, present } = await changeWhere(send, { key, change, mayChange })
        if (isChanged || present === text) return 'written'
        if (present !== null) return 'taken'
        return outcome(await takeFree(send, key, writeCommands.newReport(key, text), text))
      }),
    takeLock: (token, forMs) =>
      link.run((send) => takeFree(send, lock, writeCommands.takeLock(lock, token, forMs), token)),
    renewLock: (token, forMs) =>
      link.run(async (send) => {
        const change = writeCommands.keepLock(lock, token, forMs)
        return (await changeWhere(send, { key: lock, change, mayChange: (present) => present === token }))
          .isChanged
      }),
    releaseLock: (token) =>
      link.run(async (send) => {
        const change = writeCommands.keepLock(lock, token, atOnceMs)
        await changeWhere(send, { key: lock, change, mayChange: (present) => present === token })
      }),
    close: link.close,
  }
}

function outcome(isWritten: boolean): WriteOutcome {
  return isWritten ? 'written' : 'taken'
}

/** Answers without an error, those inside a transaction included. */
function checked(answers: Answer[]): Answer[] {
  for (const answer of answers) {
    if (answer instanceof Error) {
      if (isWrongType(answer)) continue
      throw refusal('set', answer)
    }
  }
  return answers
}

/** An error reply to a write as one that says what is missing. */
function refusal(name: string, error: Error): AppError {
  const { message } = error
  // Inside a transaction it stands in another error's sentence.
  if (isNoPermission(error) || message.includes('NOPERM'))
    return new AppError(
      'no_permission',
      'The account may not write stored reports: ask for the rule that the connection test shows, or switch sharing off.',
      { cause: error },
    )
  if (message.startsWith('READONLY'))
    return new AppError(
      'not_supported',
      'This Redis is a replica, which takes no reports: connect to its primary, or switch sharing off.',
      { cause: error },
    )
  return unexpectedReply(name, error)
}
