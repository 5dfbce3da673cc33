import type { AppError } from '../../shared/errors.ts'
import { systemClock, type Clock } from '../../electron/core/clock.ts'
import type { Log } from '../../electron/core/log.ts'
import { parseAddress } from '../../electron/core/source/address.ts'
import { createSource, type SourceInput } from '../../electron/core/source/create.ts'
import type { Source } from '../../electron/core/source/source.ts'
import { startDeadline } from './deadline.ts'

/** A log that keeps its lines. */
export interface KeptLog extends Log {
  lines: string[]
}

export function keptLog(): KeptLog {
  const lines: string[] = []
  const keep = (message: string): void => void lines.push(message)
  return { lines, info: keep, warn: keep, error: keep }
}

/** What is opened for an address, all else being left as it is. */
export function inputFor(url: string, more: Partial<SourceInput> = {}): SourceInput {
  return {
    address: parseAddress(url),
    name: '',
    prefix: 'stats',
    reportPrefix: 'report:daily',
    bucketOffsetMinutes: 0,
    ...more,
  }
}

/** A source that is not open yet. */
export function sourceFor(
  url: string,
  {
    clock = systemClock(),
    log = keptLog(),
    ...more
  }: Partial<SourceInput> & { clock?: Clock; log?: Log } = {},
): Source {
  return createSource(inputFor(url, more), { clock, log })
}

/** Resolves when `claim` holds; fails after a deadline with what was waited for. */
export async function until(
  claim: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 20_000,
): Promise<void> {
  const late = startDeadline(withinMs)
  try {
    while (!(await claim())) {
      if (late.isOver()) throw new Error(`Waited ${withinMs} ms in vain: ${what}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  } finally {
    late.stop()
  }
}

/** The promise's end, whichever it is, or a failure of the test where there is none in time. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const late = startDeadline(ms)
  try {
    return await Promise.race([
      promise,
      late.over.then(() => {
        throw new Error(`No end within ${ms} ms`)
      }),
    ])
  } finally {
    late.stop()
  }
}

/** The error with which a promise rejects. */
export async function errorOf(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise
  } catch (error) {
    return error as AppError
  }
  throw new Error('It was expected to fail and did not.')
}
