import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { listBackups } from '../../electron/core/reports/archive-backups.ts'
import { applicationId, migrations } from '../../electron/core/reports/archive-schema.ts'
import { callsBetween, makeCalls, seedOfCalls, type Call } from '../support/calls.ts'
import { killAtLine } from '../support/kill-at-line.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { keptLog } from '../support/source-kit.ts'

const kills = Number(process.env['KILLS'] ?? 100)
const dayMs = 86_400_000

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'upkeep-crash-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Two killers at a time. */
async function inPairs(work: (round: number) => Promise<void>): Promise<void> {
  let round = 0
  const one = async (): Promise<void> => {
    while (round < kills) await work(round++)
  }
  await Promise.all([one(), one()])
}

function expectSound(file: string): void {
  const db = new DatabaseSync(file)
  expect({ ...db.prepare('PRAGMA integrity_check').get() }).toEqual({ integrity_check: 'ok' })
  db.close()
}

describe('an archive of an old version whose program is killed while it is brought forward', () => {
  it(`is brought forward at the next start with all that it held, ${kills} times over`, async () => {
    const old = join(folder, 'old.sqlite')
    const db = new DatabaseSync(old)
    db.exec(
      `PRAGMA application_id = ${applicationId}; ${migrations[0]}; ${migrations[1]}; PRAGMA user_version = 2`,
    )
    db.exec('BEGIN')
    const insert = db.prepare("INSERT INTO totals VALUES ('hour', ?, 7)")
    for (let hour = 0; hour < 500; hour++) insert.run(hour)
    db.exec('COMMIT')
    db.close()
    const copies = join(folder, 'copies')
    mkdirSync(copies)
    await inPairs(async (round) => {
      const told = await killAtLine('migrating-process.ts', [old, copies], 1 + (round % 4))
      for (const file of told.slice(-2)) {
        const archive = openArchive({ file, log: keptLog(), isOwnFile: true })
        expect(archive.notices).toEqual([])
        expect(archive.totals('hour', 0, 1_000).size).toBe(500)
        archive.close()
        expectSound(file)
      }
      for (const file of told) rmSync(file, { force: true })
    })
  })
})

describe('a program that is killed while it backs an archive up', () => {
  it(`leaves every backup whole, two at most beside what was cut off, ${kills} times over`, async () => {
    await inPairs(async (round) => {
      const file = join(folder, `backed-up-${round % 2}-${round}.sqlite`)
      const told = await killAtLine('backing-up-process.ts', [file], 1 + (round % 5))
      const backups = listBackups(file)
      expect(backups.length).toBeGreaterThan(0)
      expect(backups.length).toBeLessThanOrEqual(3)
      const sizes = backups.map((backup) => {
        const archive = openArchive({ file: backup.file, log: keptLog() })
        const { size } = archive.totals('day', 0, 1_000_000)
        archive.close()
        expectSound(backup.file)
        return size
      })
      expect(sizes[0]).toBeGreaterThanOrEqual(Number(told.at(-1)))
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
    })
    expect(readdirSync(folder).filter((name) => name.includes('.broken-'))).toEqual([])
  })
})

describe('a program that is killed while it reads the counters of reports', () => {
  let redis: RedisServer
  let calls: Call[]
  const days = 30
  const now = Date.now()
  const today = Math.floor(now / dayMs)

  beforeAll(async () => {
    redis = await startRedis()
    const fromMs = (today - days) * dayMs
    calls = makeCalls({ seed: 'collect', fromMs, toMs: today * dayMs, count: 3_000 })
    await redis.seed(seedOfCalls(calls, now))
  })
  afterAll(() => redis.stop())

  it(`has every report that was kept, whole and once, ${kills} times over`, async () => {
    await inPairs(async (round) => {
      const file = join(folder, `collected-${round}.sqlite`)
      const told: string[] = []
      told.push(...(await killAtLine('collecting-process.ts', [file, redis.url], 1 + ((round * 3) % 16))))
      const kept = told.filter((line) => line !== 'read')
      const archive = openArchive({ file, log: keptLog(), isOwnFile: true })
      expect(archive.notices).toEqual([])
      for (const date of kept) {
        const startMs = Date.parse(`${date}T00:00:00Z`)
        expect(archive.revisions('UTC', date)).toHaveLength(1)
        expect(archive.report('UTC', date)?.report.total_calls).toBe(
          callsBetween(calls, startMs, startMs + dayMs).length,
        )
      }
      const ledger = archive.ledger('UTC', '2020-01-01', '9999-12-31')
      expect(ledger.every(({ state }) => state === 'done')).toBe(true)
      archive.close()
      expectSound(file)
    })
    // The next start goes on where the killed one was.
    const file = join(folder, 'collected-0.sqlite')
    await killAtLine('collecting-process.ts', [file, redis.url], Infinity)
    const archive = openArchive({ file, log: keptLog(), isOwnFile: true })
    const ledger = archive.ledger('UTC', '2020-01-01', '9999-12-31')
    expect(ledger).toHaveLength(days)
    expect(ledger.reduce((sum, { summary }) => sum + summary!.calls, 0)).toBe(calls.length)
    archive.close()
  })
})
