import { systemClock } from '../../electron/core/clock.ts'
import { createWatch } from '../../electron/core/stats/watch.ts'
import type { RedisServer } from '../support/redis-server.ts'
import { othersBeside } from './others-beside.ts'
import type { BenchContext, Row } from './row.ts'
import { openSource, watchDeps } from './watched.ts'

/** How long another client's GET takes beside an idle app and beside health checks, one after the other. */
export async function othersDuringHealth(context: BenchContext, redis: RedisServer): Promise<Row[]> {
  const source = await openSource(redis.url)
  const watch = createWatch(watchDeps(source, systemClock()))
  const rows = await othersBeside(context, redis, {
    what: 'health checks',
    begin() {
      let isOver = false
      const checking = (async () => {
        while (!isOver) await watch.health()
      })()
      return () => {
        isOver = true
        return checking
      }
    },
  })
  await watch.stop()
  await source.close()
  return rows
}
