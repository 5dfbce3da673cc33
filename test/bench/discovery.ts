import { bigKeys, bigRedis } from './big-redis.ts'
import { scanSpeed } from './discovery-speed.ts'
import { othersDuringDiscovery } from './discovery-others.ts'
import { discoveryUnderLoad } from './discovery-load.ts'
import type { Bench } from './row.ts'

/** The search for endpoints among 5 million keys: what it costs, and what others on the server notice of it. */
export const discovery: Bench = {
  name: 'discovery',
  title: `Discovery among ${bigKeys.toLocaleString('en-US')} keys`,
  meaning:
    'The core runs a discovery without index and reports, so that it looks at every key, in turns with a bare client that ' +
    'does the same without pauses: SCAN with the same pattern and COUNT 1000. Another client, a process of its own, GETs one ' +
    'counter about each millisecond: in turns beside an app that is connected and idle, and beside its discovery; of each ' +
    'window the exact 99th percentile is taken, of those the median. At last a further client loads the server with ' +
    'pipelines while a discovery is under way.',
  async run(context) {
    const redis = await bigRedis(context)
    context.say('Running discoveries and scans without pauses …')
    const rows = await scanSpeed(redis)
    context.say('Watching another client beside discoveries …')
    rows.push(...(await othersDuringDiscovery(context, redis)))
    context.say('Running a discovery while another client loads the server …')
    rows.push(...(await discoveryUnderLoad(context, redis)))
    return rows
  },
}
