import { openArchive, type Archive } from '../../electron/core/reports/archive.ts'
import type { SourceInput } from '../../electron/core/source/create.ts'
import type { Source } from '../../electron/core/source/source.ts'
import { keysOfCalls, seedOfCalls, type Call } from './calls.ts'
import { createFakeClock } from './fake-clock.ts'
import type { ManualClock } from './manual-clock.ts'
import { startRedis, type RedisServer } from './redis-server.ts'
import { keptLog, sourceFor } from './source-kit.ts'
import { countingUnderWay } from './under-way.ts'
import { watching, type Watching } from './watching.ts'

export interface World extends Watching {
  redis: RedisServer
  source: Source
  clock: ManualClock
  /** Counts more calls in Redis, as services do. */
  count(calls: Call[]): Promise<void>
  /** Waits until everything that was begun in the background has come to its end. */
  settled(): Promise<void>
  close(): Promise<void>
}

export interface WorldOptions extends Partial<Pick<SourceInput, 'prefix' | 'bucketOffsetMinutes'>> {
  nowMs: number
  redis?: RedisServer
  archive?: Archive
}

/** A real Redis that holds the counters of a list of calls, watched by a clock that a test moves by hand. */
export async function openWorld(
  calls: Call[],
  { nowMs, redis, archive, ...input }: WorldOptions,
): Promise<World> {
  const server = redis ?? (await startRedis())
  await server.seed(seedOfCalls(calls, nowMs))
  const clock = createFakeClock(nowMs)
  const real = sourceFor(server.url, input)
  await real.open()
  const { source, settled } = countingUnderWay(withClock(real, clock))
  const watched = watching(source, clock, {
    archive: archive ?? openArchive({ file: ':memory:', log: keptLog() }),
  })
  return {
    ...watched,
    redis: server,
    source,
    clock,
    settled,
    async count(more) {
      for (const [key, calls] of keysOfCalls(more)) await server.command('INCRBY', key, calls)
    },
    async close() {
      const stopped = watched.stop()
      await real.close()
      await stopped
      if (!redis) await server.stop()
    },
  }
}

/** A source whose server's clock is that of the test; all else is the real server's. */
export function withClock(source: Source, clock: ManualClock): Source {
  return {
    ...source,
    read: async (request) => {
      const result = await source.read(request)
      return { ...result, serverMs: result.serverMs === null ? null : clock.now() }
    },
  }
}

/** Commands that a server ran since `CONFIG RESETSTAT`, by name in lower case. */
export async function commandCounts(redis: RedisServer): Promise<Map<string, number>> {
  const text = String(await redis.command('INFO', 'commandstats'))
  return new Map(
    [...text.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)].map(([, name, calls]) => [name!, Number(calls)]),
  )
}
