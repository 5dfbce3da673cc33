import { basename } from 'node:path'
import type { Issue } from '../../../shared/figures.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Archive } from './archive.ts'
import type { AccessWatcher } from './archive-database.ts'
import { isDamageAtWork, unwritableReason } from './archive-errors.ts'
import { isDiskFull } from './disk-room.ts'
import { createOwedWrites, isOwing } from './owed-writes.ts'

export interface KeptArchiveDeps {
  clock: Clock
  log: Log
  /** Opens a file; a damaged one is put aside then, and its backup or a new one takes its place. */
  open(file: string, watcher: AccessWatcher): Archive
  /** Told whenever `issues` is another list than before. */
  onIssues(): void
  /** Told when another file took the place of a damaged one. */
  onReopened?(): void
}

/** The archive of a source over whatever happens to its file. */
export interface KeptArchive {
  /** Stays the same object: it speaks to the file that is kept at present. */
  archive: Archive
  /** What is wrong with writing at present. */
  issues(): Issue[]
  /** Something beside writing is wrong, or no more. */
  report(id: string, issue: Issue | null): void
  /** Closes the file; another is opened in its place. */
  reopen(change: () => string): void
  /** Opens a file that was found damaged anew: its backup takes its place. */
  recover(): void
  /** Writes what is owed, as far as that is possible by now. */
  settle(): void
  close(): void
}

/** How soon writing is tried again after it failed. */
const retryMs = 4_000
/** How often the room on its disk is looked at, by those who ask. */
const lookEveryMs = 2_000

/**
 * Keeps a source's archive usable: what cannot be written for want of room is owed and written later, with an issue meanwhile;
 * damage that is met at work leads to the backup at once.
 */
export function keepArchive(
  begin: (watcher: AccessWatcher) => Archive,
  { clock, log, open, onIssues, onReopened = () => undefined }: KeptArchiveDeps,
): KeptArchive {
  const owed = createOwedWrites()
  const found: Issue[] = []
  const wrong = new Map<string, Issue>()
  let told = ''
  let lookedMs = Number.NEGATIVE_INFINITY
  let stopRetry: (() => void) | null = null
  let isOpen = false
  let isClosed = false

  const report = (id: string, issue: Issue | null): void => {
    if ((wrong.get(id)?.message ?? null) === (issue?.message ?? null)) return
    if (issue) wrong.set(id, issue)
    else wrong.delete(id)
    const now = shown()
      .map(({ message }) => message)
      .join('\n')
    if (now === told) return
    told = now
    onIssues()
  }

  /** A write that failed says more than the room on the disk. */
  const shown = (): Issue[] =>
    [...wrong].filter(([id]) => id !== 'room' || !wrong.has('writing')).map(([, issue]) => issue)

  const watcher: AccessWatcher = {
    wrote: () => owed.isEmpty() && report('writing', null),
    failed(error) {
      const why = unwritableReason(error)
      if (why === 'other' || !isOpen || isClosed) return
      log.warn(error.message)
      report('writing', unwritable(current.file, why, error.message))
      stopRetry ??= clock.after(retryMs, retry)
    },
  }

  let current = begin(watcher)
  isOpen = true

  const retry = (): void => {
    stopRetry = null
    if (isClosed) return
    try {
      settle()
      current.proveWritable()
      lookedMs = Number.NEGATIVE_INFINITY
      lookForRoom()
      report('writing', null)
    } catch {
      // The watcher has told, and tries again.
      stopRetry ??= clock.after(retryMs, retry)
    }
  }

  const reopen = (change: () => string): void => {
    if (isOpen) {
      found.push(...current.notices)
      current.close()
    }
    isOpen = false
    current = open(change(), watcher)
    isOpen = true
  }

  const same = (): string => current.file

  const recover = (): void => {
    reopen(same)
    onIssues()
    onReopened()
  }

  const guarded = <T>(call: () => T): T => {
    if (!isOpen && !isClosed) reopen(same)
    try {
      return call()
    } catch (error) {
      if (isClosed || !isDamageAtWork(error)) throw error
      log.error('The archive is damaged; it is opened anew.', error)
      recover()
      return call()
    }
  }

  const settle = (): void => owed.settle()

  /** A disk that is full is told before anything is lost to it. */
  const lookForRoom = (): void => {
    if (!isOpen || isClosed || Math.abs(clock.now() - lookedMs) < lookEveryMs) return
    lookedMs = clock.now()
    const words = `The disk of the archive ${current.file} is full; make room.`
    report('room', isDiskFull(current.file) ? unwritable(current.file, 'full', words) : null)
  }

  const issues = (): Issue[] => {
    lookForRoom()
    return [...found, ...current.notices, ...shown()]
  }

  const archive = new Proxy({} as Archive, {
    get(_target, name: keyof Archive) {
      if (name === 'notices') return issues()
      if (name === 'close') return close
      const member = current[name]
      if (typeof member !== 'function') return member
      return (...input: unknown[]) => {
        const call = (): unknown => guarded(() => (current[name] as (...all: unknown[]) => unknown)(...input))
        return isOwing(name) ? owed.write(call) : call()
      }
    },
  })

  const close = (): void => {
    if (isClosed) return
    stopRetry?.()
    try {
      settle()
    } catch (error) {
      log.warn(`The archive was closed before all was written: ${(error as Error).message}`)
    }
    isClosed = true
    if (isOpen) current.close()
  }

  return {
    archive,
    issues,
    report,
    reopen,
    recover,
    settle,
    close,
  }
}

function unwritable(file: string, why: string, message: string): Issue {
  return {
    code: 'archive_unwritable',
    message: `${message} What is not written yet is written as soon as that is possible again.`,
    params: { file: basename(file), why },
  }
}
