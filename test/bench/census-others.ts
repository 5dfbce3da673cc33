import type { RedisServer } from '../support/redis-server.ts'
import { othersBeside } from './others-beside.ts'
import type { BenchContext, Row } from './row.ts'
import { openScannedWatch } from './watched-scan.ts'

/** How long another client's GET takes beside an idle app and beside its census. */
export async function othersDuringCensus(context: BenchContext, redis: RedisServer): Promise<Row[]> {
  const { watch, close } = await openScannedWatch(redis.url)
  const rows = await othersBeside(context, redis, {
    what: 'a census',
    begin() {
      const ended = watch.users.count({ withRunning: false }).catch(() => undefined)
      return () => {
        watch.cancelTask('census')
        return ended
      }
    },
  })
  await close()
  return rows
}
