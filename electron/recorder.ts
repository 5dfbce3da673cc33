import { createBook } from './recorder/book.ts'
import { nameOf, whyNotCounted } from './recorder/calls.ts'
import { createClusterOutlet } from './recorder/cluster-outlet.ts'
import { cutSlices } from './recorder/cut.ts'
import { createExpiries } from './recorder/expiries.ts'
import { createLosses } from './recorder/losses.ts'
import type { Recorder, RecorderOptions, RecorderStats } from './recorder/options.ts'
import { createRepairs } from './recorder/repairs.ts'
import { createSender, type Settled } from './recorder/sender.ts'
import type { Slice } from './recorder/slice.ts'
import { createStandaloneOutlet } from './recorder/standalone-outlet.ts'
import { createTurns } from './recorder/turns.ts'

export type { Loss, Recorder, RecorderOptions, RecorderStats } from './recorder/options.ts'

const rememberedKeys = 100_000
/** So much is sent before its time. */
const earlyBytes = 4 * 1_048_576

/** Counts the calls of a service in Redis, in keys that Tallyscope reads. */
export function createRecorder({
  redis,
  prefix = 'stats',
  bucketOffsetMinutes: offsetMinutes = 0,
  flushIntervalMs = 1_000,
  maxWaitingBytes = 32 * 1_048_576,
  timeoutMs = 5_000,
  onLoss = () => undefined,
  now = Date.now,
}: RecorderOptions): Recorder {
  const outlet = 'nodes' in redis ? createClusterOutlet(redis) : createStandaloneOutlet(redis)
  const sender = createSender(outlet, timeoutMs, settle)
  const turns = createTurns(sendWaiting)
  const expiries = createExpiries(rememberedKeys)
  const repairs = createRepairs(expiries)
  const losses = createLosses(onLoss)
  const stats: RecorderStats = { recorded: 0, waiting: 0, dropped: 0, uncertain: 0, problem: null }
  let book = createBook(offsetMinutes)
  /** The rest of the book before, while it is being sent. */
  let leaving: { slices: Iterator<Slice>; bytes: number } = { slices: noSlices, bytes: 0 }
  let timer: NodeJS.Timeout | null = null
  let closing: Promise<RecorderStats> | null = null

  function drop(calls: number, why: string): void {
    stats.dropped += calls
    losses.dropped(calls, why)
    schedule()
  }

  function settle({ slice, refused, isUncertain, why }: Settled): void {
    stats.waiting -= slice.calls
    if (!isUncertain) {
      stats.recorded += slice.calls - refused
      if (refused > 0) drop(refused, why ?? 'Redis refused it.')
      return
    }
    repairs.add(slice.repeatable)
    stats.uncertain += slice.calls
    if (slice.calls > 0) losses.uncertain(slice.calls, why ?? 'The connection broke.')
  }

  function schedule(): void {
    if (timer !== null || closing !== null) return
    timer = setTimeout(() => {
      timer = null
      if (!turns.isRunning()) void turns.next()
    }, flushIntervalMs)
    timer.unref()
  }

  async function sendWaiting(): Promise<void> {
    const isIdle = stats.waiting === 0 && repairs.isEmpty()
    stats.problem = isIdle ? null : await outlet.whyNotReady(timeoutMs)
    if (stats.problem === null) stats.problem = await sendBooks()
    if (stats.problem === null) stats.problem = await sender.send(repairs.slices())
    losses.tell()
    if (stats.waiting > 0 || !repairs.isEmpty()) schedule()
  }

  async function sendBooks(): Promise<string | null> {
    const problem = await sender.send(leaving.slices)
    if (problem !== null) return problem
    leaving = {
      slices: cutSlices(book, expiries, { prefix, offsetMinutes, nowMs: now() }),
      bytes: book.bytes(),
    }
    book = createBook(offsetMinutes)
    const problemNow = await sender.send(leaving.slices)
    if (problemNow === null) leaving = { slices: noSlices, bytes: 0 }
    return problemNow
  }

  async function close(): Promise<RecorderStats> {
    if (timer !== null) clearTimeout(timer)
    await turns.next()
    if (stats.waiting > 0) {
      stats.dropped += stats.waiting
      losses.dropped(stats.waiting, stats.problem ?? 'The recorder was closed.')
      stats.waiting = 0
    }
    losses.tell()
    outlet.close()
    return { ...stats }
  }

  return {
    record(user, endpoint, status, atMs, count = 1) {
      const nowMs = now()
      const calls = {
        user: nameOf(user),
        endpoint: nameOf(endpoint),
        status: nameOf(status),
        atMs: atMs ?? nowMs,
        calls: count,
      }
      const why = closing === null ? whyNotCounted(calls, nowMs, offsetMinutes) : 'The recorder is closed.'
      if (why !== null) return drop(Number.isSafeInteger(count) && count > 0 ? count : 1, why)
      const waitingBytes = book.bytes() + leaving.bytes
      if (!book.add(calls, maxWaitingBytes - waitingBytes))
        return drop(count, 'No room is left: Redis is away or slow.')
      stats.waiting += count
      schedule()
      const isEarly = waitingBytes > Math.min(earlyBytes, maxWaitingBytes / 4)
      if (isEarly && stats.problem === null && !turns.isRunning()) void turns.next()
    },
    async flush() {
      await turns.next()
      return { ...stats }
    },
    close: () => (closing ??= close()),
    stats: () => ({ ...stats }),
  }
}

const noSlices: Iterator<Slice> = { next: () => ({ done: true, value: undefined }) }
