import type { RedisServer } from '../support/redis-server.ts'
import { startLoad } from './other-clients.ts'
import { pause } from './pause.ts'
import { atLeast, reported, type BenchContext, type Row } from './row.ts'
import { openScannedWatch, type Step } from './watched-scan.ts'

const idleMs = 6_000
const settleMs = 2_000
const loadMs = 8_000

/** A discovery begins on the idle server; after a while a load joins. */
export async function discoveryUnderLoad(context: BenchContext, redis: RedisServer): Promise<Row[]> {
  const { watch, steps, close } = await openScannedWatch(redis.url)
  const ended = watch.discover()
  await pause(idleMs)
  const idle = steps.splice(0)
  const stopLoad = startLoad(context, redis.port)
  await pause(settleMs)
  steps.splice(0)
  await pause(loadMs)
  const loaded = steps.splice(0)
  watch.cancelDiscovery()
  await ended
  stopLoad()
  await close()
  const from = `${idle.length} and ${loaded.length} steps`
  const pauseOf = (of: Step[]): number => of.reduce((sum, { pauseMs }) => sum + pauseMs, 0) / of.length
  return [
    atLeast(1.5, {
      name: 'Time of a key under load against idle',
      measured: msPerKey(loaded) / msPerKey(idle),
      unit: '×',
      from,
    }),
    atLeast(1.5, {
      name: 'Pause after a step under load against idle',
      measured: pauseOf(loaded) / pauseOf(idle),
      unit: '×',
      from,
    }),
    reported({ name: 'Pause after a step, idle, mean', measured: pauseOf(idle), unit: 'ms', from }),
    reported({ name: 'Pause after a step under load, mean', measured: pauseOf(loaded), unit: 'ms', from }),
  ]
}

function msPerKey(steps: Step[]): number {
  const keys = steps.slice(1).reduce((sum, step) => sum + step.keys, 0)
  return (steps.at(-1)!.atMs - steps[0]!.atMs) / keys
}
