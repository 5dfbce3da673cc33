import { systemClock } from '../../electron/core/clock.ts'
import { detectScheme } from '../../electron/core/source/detect-scheme.ts'
import { createWatch } from '../../electron/core/stats/watch.ts'
import type { RedisServer } from '../support/redis-server.ts'
import { inputFor } from '../support/source-kit.ts'
import { bigKeys, bigRedis } from './big-redis.ts'
import { countCommands } from './command-count.ts'
import { othersDuringHealth } from './health-others.ts'
import { atMost, reported, type Bench } from './row.ts'
import { median, timed } from './samples.ts'
import { openSource, silent, watchDeps } from './watched.ts'

const checks = 5
/** Each SCAN of a sample looks at so many keys. */
const scanCount = 250
/** A check and a detection take one sample of 10,000 keys each. */
const mostKeys = 20_000

/** The health check and the detection of the scheme: bounded whatever the size, and hardly noticed by others. */
export const health: Bench = {
  name: 'health',
  title: `Health among ${bigKeys.toLocaleString('en-US')} keys`,
  meaning:
    'The core checks the health of the data and detects the scheme. Keys are its SCANs, as the server counts them, by the ' +
    'COUNT of each, which is 250. Another client, a process of its own, GETs one counter about each millisecond: in turns ' +
    'beside an app that is connected and idle, and beside health checks one after the other; of each window the exact 99th ' +
    'percentile is taken, of those the median.',
  async run(context) {
    const redis = await bigRedis(context)
    context.say('Checking the health of the data …')
    const { checkMs, keys } = await costs(redis)
    context.say('Watching another client beside health checks …')
    return [
      atMost(
        mostKeys,
        {
          name: 'Keys that a health check and a detection look at',
          measured: keys,
          unit: 'keys',
          from: 'one of each',
        },
        'two samples',
      ),
      reported({
        name: 'Health check, median',
        measured: median(checkMs),
        unit: 'ms',
        from: `${checks} checks`,
      }),
      ...(await othersDuringHealth(context, redis)),
    ]
  },
}

async function costs(redis: RedisServer): Promise<{ checkMs: number[]; keys: number }> {
  const source = await openSource(redis.url)
  const watch = createWatch(watchDeps(source, systemClock()))
  const scans = async (): Promise<number> => (await countCommands(redis)).get('scan') ?? 0
  const before = await scans()
  const checkMs = [await timed(() => watch.health())]
  await detectScheme(inputFor(redis.url), { clock: systemClock(), log: silent })
  const keys = ((await scans()) - before) * scanCount
  while (checkMs.length < checks) checkMs.push(await timed(() => watch.health()))
  await watch.stop()
  await source.close()
  return { checkMs, keys }
}
