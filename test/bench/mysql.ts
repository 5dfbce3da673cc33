import { startRedis } from '../support/redis-server.ts'
import { createWatch, type Watch } from '../../electron/core/stats/watch.ts'
import { setAll } from './bulk.ts'
import type { CallList } from './call-list.ts'
import { fillTable, indexTable } from './calls-table.ts'
import { calls, countersOf, makeDay, nowS } from './day-of-calls.ts'
import { endpointIndex } from './endpoint-counters.ts'
import { hasMariaDb, startMariaDb } from './mariadb.ts'
import { askInTurns, overviewsATurn, turns, type Turns } from './mysql-turns.ts'
import { atLeast, notMeasured, reported, same, type Bench, type BenchContext, type Row } from './row.ts'
import { openSource, watchDeps } from './watched.ts'

const amount = calls.toLocaleString('en-US')
const promise = { name: 'Overview against both queries, both indexes', atLeast: 100 }

/** What counters are for: the same figures out of a table of all calls. */
export const mysql: Bench = {
  name: 'mysql',
  title: `The same ${amount} calls in MariaDB`,
  meaning:
    `${amount} calls of one day, of 100,000 users, 500 endpoints (Zipf) and 5 statuses, as counters in Redis and as rows ` +
    '(at, user, endpoint, status) of a table in MariaDB, as compact as its types allow and wholly in memory. Without ' +
    "counters a service asks the table for today's calls, and for today's endpoints with most calls; the overview of the " +
    'core, read anew each time, has both and more. They are asked in turns over an index on (at) alone, and again with one ' +
    'on (at, endpoint) beside it. A query is timed by the server within its session; the overview with its way to Redis and back.',
  async run(context) {
    if (!hasMariaDb()) {
      const why = 'no MariaDB here (Debian: apt-get install mariadb-server)'
      context.say(`The comparison with MariaDB is left out: ${why}.`)
      return [notMeasured(promise.name, `≥ ${promise.atLeast}`, why)]
    }
    context.say(`Counting ${amount} calls in Redis …`)
    const list = makeDay()
    const watch = await countedDay(context, list)
    context.say(`Loading ${amount} calls into MariaDB …`)
    const mariadb = await startMariaDb(context)
    context.note('MariaDB', (await mariadb.run('SELECT VERSION()'))[0]![0]!)
    await fillTable(mariadb, list)
    await indexTable(mariadb, 'at')
    context.say('Asking with the index on (at) …')
    const narrow = await askInTurns(mariadb, watch)
    await indexTable(mariadb, 'at, endpoint')
    context.say('Asking with the index on (at, endpoint) too …')
    return rowsOf(await askInTurns(mariadb, watch), narrow)
  },
}

async function countedDay(context: BenchContext, list: CallList): Promise<Watch> {
  const redis = await startRedis()
  context.atEnd(redis.stop)
  await setAll(redis.port, countersOf(list))
  await redis.command(...endpointIndex(nowS))
  const source = await openSource(redis.url)
  const watch = createWatch({ ...watchDeps(source), testNowMs: nowS * 1_000 })
  context.atEnd(async () => {
    await watch.stop()
    await source.close()
  })
  await watch.overview({ zone: 'UTC', top: 0, complete: true })
  return watch
}

function rowsOf(both: Turns, narrow: Turns): Row[] {
  const inTurns = `${turns} turns`
  const times = (of: Turns): { measured: number; unit: string; from: string } => ({
    measured: of.queriesMs / of.overviewMs,
    unit: '×',
    from: inTurns,
  })
  const ms = (name: string, measured: number, from = inTurns): Row =>
    reported({ name, measured, unit: 'ms', from })
  const differences = both.differences + narrow.differences
  return [
    atLeast(promise.atLeast, { name: promise.name, ...times(both) }),
    reported({ name: 'Overview against both queries, index on (at) alone', ...times(narrow) }),
    same(
      'Total and hot APIs on both sides',
      differences === 0,
      `${differences} differ`,
      `${2 * (turns + 1) * overviewsATurn} answers`,
    ),
    ms('Whole overview answer, median', both.overviewMs, `${turns * overviewsATurn} answers`),
    ms("COUNT of today's calls, both indexes, median", both.totalMs),
    ms('GROUP BY endpoint, both indexes, median', both.hotApisMs),
    ms("COUNT of today's calls, index on (at) alone, median", narrow.totalMs),
    ms('GROUP BY endpoint, index on (at) alone, median', narrow.hotApisMs),
  ]
}
