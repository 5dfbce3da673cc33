import type { Archive } from '../../electron/core/reports/archive.ts'
import type { Call } from './calls.ts'
import type { RedisServer, SeedEntry } from './redis-server.ts'
import { openWorld, type World } from './world.ts'

/** Lets the time go on, tick by tick, as long as the archive takes what Redis has. */
export async function takeAll(world: World, minutes = 60): Promise<void> {
  // The endpoints are found first.
  await world.overview()
  for (let i = 0; i < minutes; i++) {
    await world.watch.tick()
    await world.settled()
    await world.clock.advance(61_000)
  }
}

/** The keys of a database that begin with one of some texts are removed, as if they had expired. */
export async function expire(redis: RedisServer, ...beginnings: string[]): Promise<void> {
  const keys = (await redis.command('KEYS', '*')) as string[]
  for (const key of keys.filter((one) => beginnings.some((start) => one.startsWith(start))))
    await redis.command('DEL', key)
}

/** A world of calls whose report zone is chosen, with more keys. */
export async function openColdWorld(
  calls: Call[],
  {
    zone = null as string | null,
    more = [] as SeedEntry[],
    ...options
  }: { zone?: string | null; more?: SeedEntry[]; nowMs: number; redis: RedisServer; archive?: Archive },
): Promise<World> {
  const world = await openWorld(calls, options)
  await options.redis.seed(more)
  world.source.info.reportZone = zone
  return world
}
