import type { Bench } from './row.ts'
import { censusKeys, usersRedis } from './census-redis.ts'
import { censusSpeed } from './census-speed.ts'
import { othersDuringCensus } from './census-others.ts'

/** The counting of users among 10 million keys: what it costs, and what others on the server notice of it. */
export const census: Bench = {
  name: 'census',
  title: `Census of ${censusKeys.toLocaleString('en-US')} user keys`,
  meaning:
    'A process of its own starts the core with an archive on disk and counts the users of 50 days, 1.2 million people in all, until ' +
    'the last day is kept; its peak memory is that of the whole process. In turns a bare client does without pauses what that needs: ' +
    'SCAN with COUNT 1000 and an MGET of the keys of each step. Another client, a process of its own, GETs one counter about each ' +
    'millisecond: in turns beside an app that is connected and idle, and beside its census; of each window the exact 99th ' +
    'percentile is taken, of those the median.',
  async run(context) {
    const redis = await usersRedis(context)
    context.say('Counting users, and scanning without pauses …')
    const rows = await censusSpeed(context, redis)
    context.say('Watching another client beside a census …')
    rows.push(...(await othersDuringCensus(context, redis)))
    return rows
  },
}
