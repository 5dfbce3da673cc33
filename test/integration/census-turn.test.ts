import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock, type Clock } from '../../electron/core/clock.ts'
import type { CensusTurn } from '../../electron/core/reports/census-turn.ts'
import { createSharedTurn } from '../../electron/core/reports/shared-turn.ts'
import { createReportStore } from '../../electron/core/source/create.ts'
import type { AppError } from '../../shared/errors.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { createManualClock } from '../support/manual-clock.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { errorOf, inputFor, keptLog, until, within } from '../support/source-kit.ts'

const lock = 'report:daily-lock'
let redis: RedisServer
const closing: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(() => redis.command('FLUSHDB'))
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** Pauses between two looks take a moment; renewals and the end of the lock are the test's matter. */
function quickLooks(): Clock {
  const clock = systemClock()
  return { ...clock, sleep: (_ms, signal) => clock.sleep(10, signal) }
}

interface Kit {
  turn: CensusTurn
  refused: AppError[]
  waited: boolean[]
  run<T>(work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>
}

function program({ clock = quickLooks(), url = redis.url }: { clock?: Clock; url?: string } = {}): Kit {
  const store = createReportStore(inputFor(url), { clock: systemClock(), log: keptLog() })!
  closing.push(() => store.close())
  const refused: AppError[] = []
  const waited: boolean[] = []
  const turn = createSharedTurn({
    store,
    clock,
    log: keptLog(),
    secondsLeft: async () => null,
    onRefused: (why) => void refused.push(why),
    onTaken: () => undefined,
  })
  const run: Kit['run'] = (work, signal = new AbortController().signal) =>
    turn.run(work, { signal, onWaiting: (isWaiting) => void waited.push(isWaiting) })
  return { turn, refused, waited, run }
}

const held = async (): Promise<boolean> => (await redis.command('GET', lock)) !== null
const gone = (): Promise<void> => until(async () => !(await held()), 'the lock is free')

describe('two programs that begin at once', () => {
  it('count one after the other, 20 of 20 times', async () => {
    const programs = [program(), program()]
    for (let round = 0; round < 20; round++) {
      let counting = 0
      let most = 0
      const counts = programs.map(({ run }) =>
        run(async () => {
          counting += 1
          most = Math.max(most, counting)
          expect(await redis.command('GET', lock)).toMatch(/^[0-9a-f]{32}$/)
          await new Promise((resolve) => setImmediate(resolve))
          counting -= 1
        }),
      )
      await within(20_000, Promise.all(counts))
      expect(most).toBe(1)
      await gone()
    }
    expect(programs.flatMap(({ waited }) => waited).filter(Boolean).length).toBeGreaterThan(0)
  })
})

describe('an owner', () => {
  it.each(Array.from({ length: 10 }, (_, i) => i))(
    'that is killed leaves the turn to the other once its lock runs out (%i)',
    async (moment) => {
      const child = spawn(
        process.execPath,
        [join(import.meta.dirname, '..', 'support', 'turn-holder.ts'), redis.url],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      closing.push(() => void child.kill('SIGKILL'))
      if (moment < 3) await until(held, 'it has the lock')
      else await once(child.stdout, 'data')
      const other = program()
      let hasTurn = false
      const counted = other.run(async () => {
        hasTurn = true
        return moment
      })
      await until(() => other.waited.length > 0 || hasTurn, 'the other looked')
      expect(hasTurn).toBe(false)
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
      // As if a minute went by: it runs out by itself, for nobody renews it.
      expect(await redis.command('PTTL', lock)).toBeGreaterThan(0)
      await redis.command('PEXPIRE', lock, 1)
      expect(await within(20_000, counted)).toBe(moment)
      await gone()
    },
  )

  it('whose lock another took ends its work and leaves the lock alone', async () => {
    const clock = createManualClock(0)
    const { run } = program({ clock })
    let signalled: unknown = null
    const counted = run(
      (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            signalled = signal.reason
            reject(signal.reason as Error)
          })
        }),
    )
    const failed = errorOf(counted)
    await until(held, 'it has the lock')
    await until(() => clock.waiting() >= 2, 'it will renew it')
    await redis.command('SET', lock, 'another', 'PX', 60_000)
    await clock.advance(20_000)
    expect((await failed).code).toBe('busy')
    expect(signalled).toBe(await failed)
    expect(await redis.command('GET', lock)).toBe('another')
  })

  it('renews its lock every 20 s', async () => {
    const clock = createManualClock(0)
    const { run } = program({ clock })
    const stop = new AbortController()
    const counted = errorOf(
      run(
        (signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason as Error))
          }),
        stop.signal,
      ),
    )
    await until(held, 'it has the lock')
    for (let i = 0; i < 5; i++) {
      await until(() => clock.waiting() >= 2, 'it will renew it')
      await redis.command('PEXPIRE', lock, 40_000)
      await clock.advance(20_000)
      await until(async () => Number(await redis.command('PTTL', lock)) > 50_000, 'it was renewed')
    }
    stop.abort(new Error('enough'))
    expect((await counted).message).toBe('enough')
    await gone()
  })

  it('that cannot reach Redis ends its work when its lock has run out', async () => {
    const proxy = await startFaultProxy(redis)
    closing.push(() => proxy.stop())
    const clock = createManualClock(0)
    const { run } = program({ clock, url: proxy.url })
    const failed = errorOf(
      run(
        (signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason as Error))
          }),
      ),
    )
    await until(held, 'it has the lock')
    await until(() => clock.waiting() >= 2, 'it will renew it')
    proxy.set({ kind: 'down' })
    await clock.advance(59_000)
    await until(() => clock.waiting() >= 2, 'it will try again')
    await clock.advance(1_000)
    expect((await failed).code).toBe('busy')
  })
})

describe('work under the turn', () => {
  it('goes on under the same lock where this program has it already', async () => {
    const { run } = program()
    const seen = await run(async () => {
      const before = await redis.command('GET', lock)
      const within = await run(async () => redis.command('GET', lock))
      return [before === within, (await redis.command('GET', lock)) === before]
    })
    expect(seen).toEqual([true, true])
    await gone()
  })

  it('gives the lock back when it fails, and fails with its error', async () => {
    const { run } = program()
    const failure = new Error('broken')
    expect(await errorOf(run(() => Promise.reject(failure)))).toBe(failure)
    await gone()
  })

  it('is not begun where it is cancelled while it waits', async () => {
    await redis.command('SET', lock, 'another', 'PX', 60_000)
    const { run, waited } = program()
    const stop = new AbortController()
    const never = errorOf(run(() => Promise.resolve('begun'), stop.signal))
    await until(() => waited.length > 0, 'it waits')
    stop.abort(new Error('enough'))
    expect((await never).message).toBe('enough')
    expect(await redis.command('GET', lock)).toBe('another')
  })

  it.each(['set', 'watch', 'multi', 'exec'])('is done without a lock where %s is refused', async (right) => {
    await redis.command('ACL', 'SETUSER', 'default', `-${right}`)
    try {
      const { run, refused } = program()
      expect(await run(async () => 'done')).toBe('done')
      expect(refused.map(({ code }) => code)).toEqual(['no_permission'])
    } finally {
      await redis.command('ACL', 'SETUSER', 'default', `+${right}`)
    }
  })
})
