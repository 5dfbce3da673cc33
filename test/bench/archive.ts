import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../electron/core/clock.ts'
import type { Archive } from '../../electron/core/reports/archive.ts'
import { createWatch, type Watch } from '../../electron/core/stats/watch.ts'
import { startRedis } from '../support/redis-server.ts'
import { archiveDays, fillArchive, fillUsers } from './archive-year.ts'
import { setAll } from './bulk.ts'
import { endpointCounters, endpointIndex, endpointNames } from './endpoint-counters.ts'
import { atMost, same, type Bench, type BenchContext, type Row } from './row.ts'
import { median, timed } from './samples.ts'
import { openSource, watchDeps } from './watched.ts'

/** Endpoints that are asked for one after the other, so that no answer is at hand. */
const asked = 15
const mostMegabytes = 150
const users = 1_000_000
const mostMegabytesWithUsers = 250
const mostMs = 50

/** How large the archive of a year becomes, and how long questions about it take. */
export const archiveBench: Bench = {
  name: 'archive',
  title: `Archive of a year, ${endpointNames.length} endpoints`,
  meaning:
    `Reports, hours and days by endpoint and status, minute totals and the edge minutes of a zone that does not begin its days at ` +
    'a full hour, of a year in which every endpoint is called in every hour. Each question is asked of another endpoint or ' +
    'another time, by a program that was started before, over a Redis that holds two days alone.',
  async run(context) {
    const dir = await mkdtemp(join(tmpdir(), 'tallyscope-bench-'))
    context.atEnd(() => rm(dir, { recursive: true, force: true }))
    const redis = await startRedis()
    context.atEnd(redis.stop)
    const nowS = Math.floor(Date.now() / 1_000)
    await setAll(redis.port, endpointCounters(nowS))
    await redis.command(...endpointIndex(nowS))
    context.say('Writing the archive of a year …')
    const file = join(dir, 'archive.db')
    const lastDay = Math.floor(nowS / 86_400) - 2
    const archive = fillArchive(file, lastDay)
    const source = await openSource(redis.url)
    source.info.reportZone = 'UTC'
    const watch = createWatch({ ...watchDeps(source, systemClock()), archive, schedulesReports: false })
    try {
      return await rowsOf({ context, watch, archive, file, lastDay })
    } finally {
      await watch.stop()
      await source.close()
      archive.close()
    }
  },
}

async function rowsOf({
  context,
  watch,
  archive,
  file,
  lastDay,
}: {
  context: BenchContext
  watch: Watch
  archive: Archive
  file: string
  lastDay: number
}): Promise<Row[]> {
  await watch.overview({ zone: 'UTC', top: 5, complete: true })
  context.say('Asking about the year …')
  const rows = [
    atMost(mostMegabytes, {
      name: 'Size on disk',
      measured: await megabytes(file),
      unit: 'MB',
      from: 'one archive',
    }),
  ]
  let unknown = 0
  for (const [name, ask] of questions(watch)) {
    const times: number[] = []
    for (let i = 0; i < asked; i++) {
      times.push(await timed(async () => void (unknown += await ask(endpointNames[7 * i]!, i))))
    }
    rows.push(
      atMost(mostMs, {
        name: `${name}, median`,
        measured: median(times),
        unit: 'ms',
        from: `${asked} times`,
      }),
    )
  }
  rows.push(
    same(
      'Every point of the year is known',
      unknown === 0,
      `${unknown} unknown`,
      `${asked} times each question`,
    ),
    same(
      'Reports of the year',
      archive.ledger('UTC', '0000', '9999').length === archiveDays,
      'all there',
      'one archive',
    ),
  )
  fillUsers(archive, users, lastDay)
  rows.push(
    atMost(mostMegabytesWithUsers, {
      name: `The same with ${users.toLocaleString('en-US')} users`,
      measured: await megabytes(file),
      unit: 'MB',
      from: 'one archive',
    }),
  )
  return rows
}

/** The size of an archive with what waits to be written into it. */
async function megabytes(file: string): Promise<number> {
  const sizes = [file, `${file}-wal`].map((one) => stat(one).catch(() => null))
  return (await Promise.all(sizes)).reduce((sum, found) => sum + (found?.size ?? 0), 0) / 1_048_576
}

type Ask = (endpoint: string, i: number) => Promise<number>

/** Each gives the number of points that are unknown. */
function questions(watch: Watch): [name: string, ask: Ask][] {
  const dateBefore = (days: number): string =>
    new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
  const trend =
    (
      range: 'minute' | 'hour' | 'day',
      zone: string,
      from: (i: number) => string,
      to: (i: number) => string,
      all = false,
    ): Ask =>
    async (endpoint, i) => {
      const { points } = await watch.trend({
        ...{ range, zone, from: from(i), to: to(i), until: null, compare: 'period', complete: false },
        endpoint: all ? null : endpoint,
      })
      return points.filter(({ calls }) => calls === null).length
    }
  const [first, last] = [() => dateBefore(archiveDays - 10), () => dateBefore(4)]
  return [
    ['Trend of 12 months by day', trend('day', 'UTC', first, last)],
    ['Trend of 12 months by day of Asia/Kathmandu', trend('day', 'Asia/Kathmandu', first, last)],
    [
      'Trend of 60 days by hour',
      trend(
        'hour',
        'UTC',
        (i) => dateBefore(160 + i),
        (i) => dateBefore(101 + i),
      ),
    ],
    [
      'Trend of a day by minute',
      trend(
        'minute',
        'UTC',
        (i) => dateBefore(60 + i),
        (i) => dateBefore(60 + i),
        true,
      ),
    ],
    [
      'Reports of a year in a list',
      async () =>
        (await watch.reports.reports({ from: dateBefore(365), to: dateBefore(2) })).days.filter(
          ({ state }) => state !== 'done',
        ).length,
    ],
    [
      'Report of one day',
      async (_endpoint, i) =>
        Number((await watch.reports.report({ date: dateBefore(20 + 17 * i) })).report === null),
    ],
  ]
}
