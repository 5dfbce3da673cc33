import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startCore, type Core, type CoreOptions } from '../../electron/core/index.ts'
import { makeCalls, seedOfCalls, type Call } from '../support/calls.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { roomIn } from '../support/room-in.ts'
import { errorOf, keptLog, until } from '../support/source-kit.ts'
import { codesOf, settled } from '../support/watching.ts'

// A whole core runs by the server's own clock, so the calls end now; the numbers of days are those of now.
let nowMs: number
const dayMs = 86_400_000
const open: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  await roomIn('day', 90_000)
  nowMs = Date.now()
})
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

function callsOf(seed: string, count: number): Call[] {
  return makeCalls({ seed, fromMs: nowMs - 5 * dayMs, toMs: nowMs - 1_000, count })
}

function dateOf(daysAgo: number): string {
  return new Date(nowMs - daysAgo * dayMs).toISOString().slice(0, 10)
}

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'tallyscope-core-'))
  open.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

async function server(calls: Call[]): Promise<RedisServer> {
  const redis = await startRedis()
  open.push(() => redis.stop())
  await redis.seed(seedOfCalls(calls, nowMs))
  return redis
}

async function core(dataDir: string, more: Partial<CoreOptions> = {}): Promise<Core> {
  const started = await startCore({
    host: 'command line',
    version: '0.0.0',
    dataDir,
    log: keptLog(),
    emit: () => undefined,
    ...more,
  })
  open.push(() => started.stop())
  return started
}

async function daysOf({ api }: Core): Promise<(number | null)[]> {
  const { points } = await api.trend({ range: 'day', zone: 'UTC' })
  return points.slice(-5, -1).map(({ calls }) => calls)
}

describe('another Redis behind the same address', () => {
  it('is noticed before anything is merged; the answer "new" begins an archive, "keep" goes on with the old one', async () => {
    const dir = folder()
    const mine = callsOf('mine', 4_000)
    const redis = await server(mine)
    const first = await core(dir)
    await first.api.connect({ url: redis.url })
    const before = await daysOf(first)
    expect(before.every((calls) => calls! > 0)).toBe(true)
    await first.stop()

    await redis.restart()
    const others = callsOf('others', 900)
    await redis.seed(seedOfCalls(others, nowMs))
    const second = await core(dir, { remembersConnection: false })
    expect((await errorOf(second.api.connect({ url: redis.url }))).code).toBe('source_changed')
    // The sample data that was there stays, and a refused change leaves no trace.
    expect((await second.api.connection()).sample).toBe(true)
    expect((await errorOf(second.api.connect({ url: redis.url }))).code).toBe('source_changed')

    await second.api.connect({ url: redis.url, archive: 'new' })
    const fresh = await daysOf(second)
    expect(fresh.every((calls, i) => calls! < before[i]!)).toBe(true)
    expect(codesOf(await second.api.overview({ zone: 'UTC' }))).toContain('new_archive')
    await second.api.connect({ url: redis.url })
    expect(await daysOf(second)).toEqual(fresh)
  })

  it('that is the same one after a loss keeps its archived days with the answer "keep", and says what was lost', async () => {
    const dir = folder()
    const redis = await server(callsOf('mine', 4_000))
    const first = await core(dir)
    await first.api.connect({ url: redis.url })
    const before = await daysOf(first)
    await first.stop()
    await redis.restart()
    await redis.seed(seedOfCalls(callsOf('since', 300), nowMs))
    const second = await core(dir, { remembersConnection: false })
    await second.api.connect({ url: redis.url, archive: 'keep' })
    expect(await daysOf(second)).toEqual(before)
    expect(codesOf(await second.api.overview({ zone: 'UTC' }))).toContain('lost_counts')
  })

  it('is noticed while the app watches too, before anything of it is kept', async () => {
    const dir = folder()
    const redis = await server(callsOf('mine', 4_000))
    const watching = await core(dir)
    const { source } = await watching.api.connect({ url: redis.url })
    await watching.api.saveConnection({ id: source.id!, reportZone: 'UTC' })
    await daysOf(watching)
    const { archive } = await watching.api.appInfo()
    const kept = () => {
      const db = new DatabaseSync(archive!.file, { readOnly: true })
      const rows = ['totals', 'names', 'reports', 'report_days'].map((table) =>
        db.prepare(`SELECT * FROM ${table}`).all(),
      )
      db.close()
      return rows
    }
    await watching.api.makeMissingReports()
    expect(kept()[2]!.length).toBeGreaterThanOrEqual(4)
    const before = kept()

    await redis.restart()
    await redis.seed(seedOfCalls(callsOf('others', 9_000), nowMs))
    await until(async () => {
      await watching.api.retry().catch(() => undefined)
      return (
        (await errorOf(watching.api.overview({ zone: 'UTC' })).catch(() => null))?.code === 'source_changed'
      )
    }, 'the other server is seen')
    expect((await errorOf(watching.api.rebuildReport({ date: dateOf(2), replace: true }))).code).toBe(
      'source_changed',
    )
    expect((await watching.api.reports({})).days.filter(({ state }) => state === 'done')).toHaveLength(
      before[2]!.length,
    )
    expect(kept()).toEqual(before)
    await watching.api.connect({ url: redis.url, archive: 'new' })
    expect(codesOf(await watching.api.overview({ zone: 'UTC' }))).toContain('new_archive')
    expect(kept()).toEqual(before)
  })

  it('is noticed too where the connection is taken up at a start', async () => {
    const dir = folder()
    const redis = await server(callsOf('mine', 4_000))
    const first = await core(dir)
    await first.api.connect({ url: redis.url })
    await daysOf(first)
    await first.stop()
    await redis.restart()
    await redis.seed(seedOfCalls(callsOf('others', 500), nowMs))
    const second = await core(dir)
    await until(
      async () => (await errorOf(second.api.overview({ zone: 'UTC' }))).code === 'source_changed',
      'the remembered source is seen to be another',
    )
  })
})

describe('a damaged archive', () => {
  it('is replaced by its backup, and what Redis still has is read and reported again', async () => {
    const dir = folder()
    const redis = await server(callsOf('mine', 4_000))
    const options = { remembersConnection: false, reportZoneFor: () => 'UTC' }
    const first = await core(dir, options)
    await first.api.connect({ url: redis.url })
    await first.api.makeReport({ date: dateOf(4) })
    await first.api.backUpArchive()
    await first.api.makeMissingReports()
    const { file, content } = await first.api.archive()
    const days = await daysOf(first)
    await first.stop()
    writeFileSync(file, readFileSync(file).fill(0x5a, 4_096))

    const second = await core(dir, options)
    await second.api.connect({ url: redis.url })
    expect(codesOf(await second.api.overview({ zone: 'UTC' }))).toContain('archive_restored')
    const states = async () => (await second.api.reports({})).days.map(({ state }) => state)
    expect((await states()).filter((state) => state === 'done')).toHaveLength(1)
    await second.api.makeMissingReports()
    expect((await states()).every((state) => state === 'done')).toBe(true)
    expect(await daysOf(second)).toEqual(days)
    const rebuilt = await second.api.archive()
    expect(rebuilt.content).toMatchObject({ firstDate: content.firstDate, lastDate: content.lastDate })
    expect(rebuilt.broken).toHaveLength(1)
  })
})

describe('a core that runs one command', () => {
  it('backs its archive up before it ends, once a day', async () => {
    const dir = folder()
    const redis = await server(callsOf('mine', 1_000))
    const backups = (): string[] =>
      readdirSync(join(dir, 'archives')).filter((name) => name.includes('.backup-'))
    for (const date of [dateOf(3), dateOf(2)]) {
      const one = await core(dir, { remembersConnection: false, reportZoneFor: () => 'UTC' })
      await one.api.connect({ url: redis.url })
      expect(backups()).toHaveLength(date === dateOf(3) ? 0 : 1)
      await one.api.makeReport({ date })
      await one.stop()
    }
    expect(backups()).toHaveLength(1)
  })
})

describe('two cores on one archive file', () => {
  it('answer alike and neither loses what the other keeps', async () => {
    const calls = callsOf('both', 2_000)
    const redis = await server(calls)
    const archiveFile = join(folder(), 'archive.sqlite')
    const [one, two] = await Promise.all(
      [0, 1].map(async () => {
        const started = await core(folder(), { archiveFile })
        await started.api.connect({ url: redis.url })
        return started
      }),
    )
    const answers = await Promise.all(
      [one!, two!].flatMap((each) =>
        Array.from({ length: 5 }, () => each.api.overview({ zone: 'UTC', top: 50, complete: true })),
      ),
    )
    const known = new Map(answers[0]!.hotApis.map(({ endpoint, calls: shown }) => [endpoint, shown]))
    const today = calls.filter(({ atMs }) => Math.floor(atMs / dayMs) === Math.floor(nowMs / dayMs))
    for (const answer of answers) {
      if (Math.floor(Date.parse(answer.asOf) / dayMs) !== Math.floor(nowMs / dayMs)) continue
      expect(answer.today.calls ?? 0).toBe(today.length)
      expect(new Map(answer.hotApis.map(({ endpoint, calls: shown }) => [endpoint, shown]))).toEqual(known)
    }
    await one!.stop()
    expect((await two!.api.overview({ zone: 'UTC', complete: true })).coverage.apis).toBe(
      answers[0]!.coverage.apis,
    )
  })
})

describe('a core', () => {
  it('that stops while it looks for endpoints ends without an error', async () => {
    const redis = await server(callsOf('stop', 200))
    await redis.seed(Array.from({ length: 60_000 }, (_, i): [string, string] => [`foreign:${i}`, 'x']))
    const log = keptLog()
    const started = await core(folder(), { log })
    await started.api.connect({ url: redis.url })
    await started.api.overview({ zone: 'UTC' })
    await until(
      async () => (await started.api.overview({ zone: 'UTC' })).discovery.state === 'running',
      'the search has begun',
    )
    await started.stop()
    await settled()
    expect(log.lines.filter((line) => line.includes('failed'))).toEqual([])
  })

  it('shows an account that may not scan all but the endpoints, and says so', async () => {
    const redis = await server(callsOf('rights', 500))
    await redis.command(
      'ACL',
      'SETUSER',
      'reader',
      'on',
      '>secret',
      '~*',
      '-@all',
      '+@read',
      '+time',
      '+info',
      '+role',
      '-scan',
      '+select',
    )
    const started = await core(folder())
    await started.api.connect({ url: redis.url.replace('redis://', 'redis://reader:secret@') })
    const overview = await started.api.overview({ zone: 'UTC', complete: true })
    expect(overview.today.atLeast).toBeGreaterThanOrEqual(0)
    expect(overview.coverage.apis ?? 0).toBe(0)
    if (overview.today.calls) expect(codesOf(overview)).toContain('discovery_failed')
  })

  it('counts in the minute of its own a call of a clock that is ahead, which is an issue', async () => {
    const redis = await server(callsOf('ahead', 500))
    const started = await core(folder())
    await started.api.connect({ url: redis.url })
    await started.api.overview({ zone: 'UTC', complete: true })
    const minute = Math.floor(Date.now() / 60_000) + 1
    const counted = [minute, minute + 1].map((n): [string, string] => [`stats:minute:${n}:total`, '3'])
    await redis.seed(counted)
    await until(
      async () => codesOf(await started.api.overview({ zone: 'UTC' })).includes('clock_ahead'),
      'the clock that is ahead is noticed',
    )
  })
})
