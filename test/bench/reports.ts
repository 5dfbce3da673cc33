import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { systemClock } from '../../electron/core/clock.ts'
import { createWatch, type Watch } from '../../electron/core/stats/watch.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { setAll } from './bulk.ts'
import { endpointIndex, endpointNames, type Entry } from './endpoint-counters.ts'
import { atMost, reported, same, type Bench, type BenchContext, type Row } from './row.ts'
import { median } from './samples.ts'
import { openSource, silent, watchDeps } from './watched.ts'

const days = 30
const rounds = 5

/** What daily reports cost the program, users apart: they are counted by a census. */
export const reports: Bench = {
  name: 'reports',
  title: `Daily reports, ${endpointNames.length} endpoints`,
  meaning:
    'Each endpoint is called in every hour. A fresh watch over a real Redis without keys of users makes the report of yesterday, ' +
    `and every report of the last ${days} days, into an archive on disk. The figure is the processor time of the whole ` +
    "process, reading and archive included, the server's own apart.",
  async run(context) {
    const redis = await countedRedis(context)
    context.say('Making daily reports …')
    const one: number[] = []
    const local: number[] = []
    const all: number[] = []
    let made: string[] = []
    let explained: number | null = null
    const makeMissing = async (watch: Watch): Promise<void> => {
      made = (await watch.reports.makeMissingReports()).made
      const { report } = await watch.reports.report({ date: dateBefore(days) })
      explained = report?.quality.apis ?? null
    }
    for (let i = 0; i < rounds; i++) {
      all.push(await cpuOf(redis, 'UTC', makeMissing))
      one.push(await cpuOf(redis, 'UTC', (watch) => watch.reports.makeReport({ date: dateBefore(1) })))
      local.push(
        await cpuOf(redis, 'Asia/Shanghai', (watch) => watch.reports.makeReport({ date: dateBefore(2) })),
      )
    }
    const from = `${rounds} times`
    const isMade = made.length === days && explained === 1
    const rows: Row[] = [
      atMost(100, { name: 'Report of one day, median', measured: median(one), unit: 'ms', from }),
      reported({
        name: 'Report of a day of Asia/Shanghai, median',
        measured: median(local),
        unit: 'ms',
        from,
      }),
      atMost(3_000, {
        name: `Catch-up of ${days} days, median`,
        measured: median(all),
        unit: 'ms',
        from,
      }),
      same(`Reports of the catch-up, all calls explained`, isMade, `${made.length} of ${days}`, from),
    ]
    return rows
  },
}

/** Processor time in milliseconds of what a fresh watch is asked for, its start apart. */
async function cpuOf(
  redis: RedisServer,
  zone: string,
  ask: (watch: Watch) => Promise<unknown>,
): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), 'tallyscope-bench-'))
  const source = await openSource(redis.url)
  source.info.reportZone = zone
  const archive = openArchive({ file: join(dir, 'archive.db'), log: silent })
  const watch = createWatch({ ...watchDeps(source, systemClock()), archive, schedulesReports: false })
  await watch.reports.reports({ from: null, to: null })
  const before = process.cpuUsage()
  await ask(watch)
  const { user, system } = process.cpuUsage(before)
  await watch.stop()
  await source.close()
  archive.close()
  await rm(dir, { recursive: true, force: true })
  return (user + system) / 1_000
}

/** A Redis with the hours and days of a month of every endpoint; every sum adds up. */
async function countedRedis(context: BenchContext): Promise<RedisServer> {
  const redis = await startRedis()
  context.atEnd(redis.stop)
  const nowS = Math.floor(Date.now() / 1_000)
  const today = Math.floor(nowS / 86_400)
  await setAll(redis.port, counters(today - days, Math.floor(nowS / 3_600)))
  await redis.command(...endpointIndex(nowS))
  await redis.command('ZADD', 'stats:index:statuses', nowS, 'success', nowS, 'error')
  return redis
}

function* counters(firstDay: number, hourNow: number): Generator<Entry> {
  for (let day = firstDay; day * 24 <= hourNow; day++) {
    const hours = Math.min(24, hourNow - day * 24 + 1)
    let ofHour = 0
    for (const [i, endpoint] of endpointNames.entries()) {
      const calls = 7 * (4 * endpointNames.length - i)
      ofHour += calls
      for (let hour = 0; hour < hours; hour++) {
        yield [`stats:hour:${day * 24 + hour}:api:${endpoint}`, String(calls)]
      }
      yield [`stats:day:${day}:api:${endpoint}`, String(hours * calls)]
    }
    for (let hour = 0; hour < hours; hour++) yield [`stats:hour:${day * 24 + hour}:total`, String(ofHour)]
    yield [`stats:day:${day}:total`, String(hours * ofHour)]
    yield [`stats:day:${day}:status:error`, String(hours)]
    yield [`stats:day:${day}:status:success`, String(hours * (ofHour - 1))]
  }
}

function dateBefore(daysBack: number): string {
  return new Date(Date.now() - daysBack * 86_400_000).toISOString().slice(0, 10)
}
