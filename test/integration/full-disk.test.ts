import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { startCore, type Core } from '../../electron/core/index.ts'
import type { ConnectionState } from '../../shared/connection.ts'
import { makeCalls, seedOfCalls } from '../support/calls.ts'
import { openKept } from '../support/kept-fixture.ts'
import { startRedis } from '../support/redis-server.ts'
import { smallDisk } from '../support/small-disk.ts'
import { errorOf, keptLog, until } from '../support/source-kit.ts'
import { codesOf } from '../support/watching.ts'

const disk = smallDisk()
const open: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
  disk?.free()
})
afterAll(() => disk?.remove())

describe.skipIf(disk === null)('an archive on a full disk', () => {
  it('owes what nobody waits for, says so at once, and writes it as soon as there is room', async () => {
    const kept = openKept(join(disk!.folder, 'owed.sqlite'))
    open.push(kept.close)
    kept.keepDay(1)
    expect(kept.issues()).toEqual([])
    disk!.fill()
    const many = Array.from({ length: 20_000 }, (_, i): [number, number] => [i, 5])
    kept.archive.rememberTotals('minute', many)
    kept.archive.noteStatuses(7_200_000, [['success', 3]])
    expect(kept.told).toEqual([['archive_unwritable']])
    expect(kept.issues()[0]).toMatchObject({ params: { file: 'owed.sqlite', why: 'full' } })
    expect(() => kept.keepDay(2)).toThrow(expect.objectContaining({ code: 'archive_unusable' }))
    await kept.clock.advance(20_000)
    expect(kept.issues()).toHaveLength(1)
    disk!.free()
    await kept.clock.advance(4_000)
    expect(kept.told).toEqual([['archive_unwritable'], []])
    expect(kept.archive.totals('minute', 0, 30_000).size).toBe(20_000)
    expect(kept.archive.statusNotes(0, 9_000_000)).toHaveLength(1)
    kept.keepDay(2)
    expect(kept.archive.ledger('UTC', '2026-11-01', '2026-11-30')).toHaveLength(2)
  })

  it('is told to those who ask within 2 seconds, before anything is written', async () => {
    const kept = openKept(join(disk!.folder, 'watched.sqlite'))
    open.push(kept.close)
    expect(kept.archive.notices).toEqual([])
    disk!.fill()
    await kept.clock.advance(2_000)
    expect(kept.archive.notices.map(({ code, params }) => [code, params?.['why']])).toEqual([
      ['archive_unwritable', 'full'],
    ])
    expect(kept.told).toEqual([['archive_unwritable']])
    disk!.free()
    await kept.clock.advance(2_000)
    expect(kept.issues()).toEqual([])
  })

  it('is not backed up, which is told, and the backup of before stays', async () => {
    const kept = openKept(join(disk!.folder, 'backed-up.sqlite'))
    open.push(kept.close)
    kept.keepDay(1)
    await kept.upkeep.backUpIfDue()
    kept.keepDay(2)
    await kept.clock.advance(86_400_000)
    disk!.fill()
    await kept.upkeep.backUpIfDue()
    expect(kept.issues().map(({ code }) => code)).toContain('backup_failed')
    disk!.free()
    await kept.clock.advance(600_000)
    await kept.upkeep.backUpIfDue()
    expect(kept.issues()).toEqual([])
  })

  it('leaves the figures as they are, tells every page and every answer, and its reports are made once there is room', async () => {
    const nowMs = Date.now()
    const redis = await startRedis()
    open.push(() => redis.stop())
    const calls = makeCalls({
      seed: 'full',
      fromMs: nowMs - 5 * 86_400_000,
      toMs: nowMs - 1_000,
      count: 2_000,
    })
    await redis.seed(seedOfCalls(calls, nowMs))
    const states: ConnectionState[] = []
    const core = await coreOn(join(disk!.folder, 'core.sqlite'), (state) => void states.push(state))
    await core.api.connect({ url: redis.url })
    const before = await core.api.overview({ zone: 'UTC', complete: true })
    expect(codesOf(before)).not.toContain('archive_unwritable')

    disk!.fill()
    expect((await errorOf(core.api.makeMissingReports())).message).toMatch(/disk is full/)
    expect(states.at(-1)!.archive.issues.map(({ code }) => code)).toEqual(['archive_unwritable'])
    const meanwhile = await core.api.overview({ zone: 'UTC', complete: true })
    expect(codesOf(meanwhile)).toContain('archive_unwritable')
    expect(meanwhile.today.calls).toBe(before.today.calls)
    expect((await core.api.reports({})).days.every(({ state }) => state === 'due')).toBe(true)

    disk!.free()
    await until(() => states.at(-1)!.archive.issues.length === 0, 'the notice goes by itself')
    expect(codesOf(await core.api.overview({ zone: 'UTC' }))).not.toContain('archive_unwritable')
    expect((await core.api.makeMissingReports()).made.length).toBeGreaterThanOrEqual(4)
  })

  it('that is full at the start is said in a sentence, and the next question finds the room', async () => {
    const redis = await startRedis()
    open.push(() => redis.stop())
    const core = await coreOn(join(disk!.folder, 'deep', 'later.sqlite'))
    disk!.fill()
    expect((await errorOf(core.api.connect({ url: redis.url }))).message).toMatch(/disk is full/)
    disk!.free()
    await core.api.connect({ url: redis.url })
    expect((await core.api.archive()).file).toMatch(/later\.sqlite$/)
  })
})

async function coreOn(
  archiveFile: string,
  onConnection: (state: ConnectionState) => void = () => undefined,
): Promise<Core> {
  const dataDir = mkdtempSync(join(tmpdir(), 'full-disk-'))
  const core = await startCore({
    host: 'command line',
    version: '0.0.0',
    dataDir,
    log: keptLog(),
    remembersConnection: false,
    archiveFile,
    reportZoneFor: () => 'UTC',
    emit: (event, payload) => {
      if (event === 'connection') onConnection(payload as ConnectionState)
    },
  })
  open.push(async () => {
    await core.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return core
}
