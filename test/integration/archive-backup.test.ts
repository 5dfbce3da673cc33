import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { listBackups } from '../../electron/core/reports/archive-backups.ts'
import { backUp } from '../../electron/core/reports/archive-upkeep.ts'
import { deleteArchiveFile } from '../../electron/core/reports/delete-archive.ts'
import { moveArchive } from '../../electron/core/reports/move-archive.ts'
import { openKept, quietRun, type KeptFixture } from '../support/kept-fixture.ts'
import { errorOf, keptLog } from '../support/source-kit.ts'

const dayMs = 86_400_000
let folder: string
let file: string
const opened: KeptFixture[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'))
  file = join(folder, 'one.sqlite')
})
afterEach(async () => {
  for (const kept of opened.splice(0)) {
    await kept.upkeep.stop()
    kept.close()
  }
  rmSync(folder, { recursive: true, force: true })
})

function kept(now?: string): KeptFixture {
  const one = openKept(file, now)
  opened.push(one)
  return one
}

const backups = (): string[] => listBackups(file).map((backup) => backup.file.slice(file.length))

/** The dates whose report a file holds. */
function datesIn(path: string): string[] {
  const archive = openArchive({ file: path, log: keptLog() })
  const dates = archive.ledger('UTC', '2026-01-01', '2026-12-31').map(({ date }) => date)
  archive.close()
  return dates
}

/** Begins an archive with the reports of 1, 2, … November and a backup after each but the last. */
async function begin(days: number): Promise<void> {
  const one = openKept(file, '2026-11-02T01:00:00Z')
  for (let day = 1; day <= days; day++) {
    one.keepDay(day)
    if (day < days) await backUp(file, one.clock.now(), quietRun)
    await one.clock.advance(dayMs)
  }
  one.close()
}

function overwrite(path: string, from: number, bytes: number): void {
  const descriptor = openSync(path, 'r+')
  writeSync(descriptor, Buffer.alloc(bytes, 0x5a), 0, bytes, from)
  closeSync(descriptor)
}

describe('the backup of an archive', () => {
  it('is made once the reports of the day are written, and at most once a day', async () => {
    const one = kept()
    const tick = async (): Promise<void> => {
      one.upkeep.tick()
      await one.upkeep.backUpIfDue()
    }
    one.upkeep.tick()
    await one.clock.advance(60_000)
    one.upkeep.tick()
    expect(backups()).toEqual([])
    one.keepDay(21)
    one.upkeep.reportsChanged()
    await one.clock.advance(59_000)
    one.upkeep.tick()
    one.keepDay(20)
    await one.clock.advance(1_000)
    await tick()
    expect(backups()).toEqual(['.backup-2026-11-22T01-02-00Z'])
    expect(datesIn(`${file}.backup-2026-11-22T01-02-00Z`)).toEqual(['2026-11-20', '2026-11-21'])
    one.keepDay(19)
    await one.clock.advance(19 * 3_600_000)
    await tick()
    expect(backups()).toHaveLength(1)
    await one.clock.advance(3_600_000)
    await tick()
    expect(backups()).toEqual(['.backup-2026-11-22T21-02-00Z', '.backup-2026-11-22T01-02-00Z'])
    await one.clock.advance(3 * dayMs)
    await tick()
    expect(backups(), 'without a new report there is nothing to back up').toHaveLength(2)
  })

  it('is one whole file of its owner, two of which are kept, and leftovers of others go', async () => {
    writeFileSync(`${file}.backup-2026-11-01T00-00-00Z.999999999.tmp`, 'half')
    writeFileSync(`${file}.backup-note.txt`, 'not ours')
    await begin(5)
    const names = readdirSync(folder).sort()
    expect(names).toEqual([
      'one.sqlite',
      'one.sqlite.backup-2026-11-04T01-00-00Z',
      'one.sqlite.backup-2026-11-05T01-00-00Z',
      'one.sqlite.backup-note.txt',
    ])
    const [newest] = listBackups(file)
    expect(statSync(newest!.file).mode & 0o777).toBe(0o600)
    expect(datesIn(newest!.file)).toEqual(['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'])
  })

  it('holds what stood when it began, although others write meanwhile', async () => {
    await begin(3)
    const other = openArchive({ file, log: keptLog() })
    let written = 0
    const run = {
      ...quietRun,
      async rest() {
        other.rememberTotals('day', [[written++, 5]])
        await Promise.resolve()
      },
    }
    const copy = await backUp(file, Date.parse('2026-11-20T00:00:00Z'), run)
    expect(written).toBeGreaterThan(3)
    other.close()
    expect(datesIn(copy)).toEqual(['2026-11-01', '2026-11-02', '2026-11-03'])
  })

  it('that is cut off leaves nothing behind', async () => {
    await begin(2)
    const before = readdirSync(folder)
    const abort = new AbortController()
    const run = { ...quietRun, signal: abort.signal, rest: async () => abort.abort(new Error('enough')) }
    expect((await errorOf(backUp(file, Date.parse('2026-11-20T00:00:00Z'), run))).message).toBe('enough')
    expect(readdirSync(folder)).toEqual(before)
  })

  it('of a damaged archive is refused, and the earlier ones stay and take its place', async () => {
    await begin(3)
    const one = kept('2026-11-20T00:00:00Z')
    // A page in the middle of the file, past those that are read at the start.
    overwrite(file, 2 * 4_096, statSync(file).size - 2 * 4_096)
    await one.upkeep.backUpIfDue()
    expect(backups()).toEqual(['.backup-2026-11-03T01-00-00Z', '.backup-2026-11-02T01-00-00Z'])
    expect(one.archive.ledger('UTC', '2026-11-01', '2026-11-30').map(({ date }) => date)).toEqual([
      '2026-11-01',
      '2026-11-02',
    ])
    expect(one.archive.notices.map(({ code }) => code)).toContain('archive_restored')
  })
})

describe('a damaged archive', () => {
  it('is put aside, its newest sound backup takes its place, and the notice says from when', async () => {
    await begin(3)
    const whole = readFileSync(file)
    const noise = whole.fill(0x5a, 100, 4_000)
    writeFileSync(file, noise)
    const archive = openArchive({ file, log: keptLog(), isOwnFile: true })
    expect(archive.notices).toEqual([
      expect.objectContaining({
        code: 'archive_restored',
        params: { file: 'one.sqlite.broken-1', at: '2026-11-03T01:00:00.000Z' },
      }),
    ])
    archive.close()
    expect(readFileSync(`${file}.broken-1`)).toEqual(noise)
    expect(datesIn(file)).toEqual(['2026-11-01', '2026-11-02'])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(backups()).toHaveLength(2)
  })

  it('passes over a backup that is damaged too', async () => {
    await begin(3)
    writeFileSync(file, '')
    overwrite(listBackups(file)[0]!.file, 0, 5_000)
    expect(datesIn(file)).toEqual(['2026-11-01'])
    expect(existsSync(`${file}.broken-1`)).toBe(true)
  })

  it('is met at work too: what is asked is answered from the backup at once', async () => {
    await begin(3)
    // More than SQLite keeps in memory.
    const large = openArchive({ file, log: keptLog() })
    large.rememberTotals(
      'minute',
      Array.from({ length: 300_000 }, (_, i) => [i, i]),
    )
    large.close()
    const one = kept('2026-11-20T00:00:00Z')
    overwrite(file, 4_096, statSync(file).size - 4_096)
    expect(one.archive.report('UTC', '2026-11-02')?.report.date).toBe('2026-11-02')
    expect(one.archive.report('UTC', '2026-11-03')).toBeNull()
    expect(one.told.at(-1)).toContain('archive_restored')
    one.keepDay(3)
    expect(one.archive.report('UTC', '2026-11-03')?.revision).toBe(1)
  })
})

describe('beside another program that has the archive open', () => {
  const writer = join(import.meta.dirname, '..', 'support', 'archive-writer.ts')

  it('nothing is moved or deleted, and a sentence says why', async () => {
    await begin(2)
    const one = kept('2026-11-20T00:00:00Z')
    const child = spawn(process.execPath, [writer, file, '0', '1'], { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    const target = join(folder, 'elsewhere')
    mkdirSync(target)
    const remembered: string[] = []
    const moving = moveArchive({
      kept: one,
      folder: target,
      remember: (place) => void remembered.push(place),
      run: quietRun,
      log: keptLog(),
    })
    expect(await errorOf(moving)).toMatchObject({ code: 'archive_in_use' })
    expect(one.archive.report('UTC', '2026-11-02')).not.toBeNull()
    one.close()
    expect(() => deleteArchiveFile(file)).toThrow(expect.objectContaining({ code: 'archive_in_use' }))
    expect([remembered, readdirSync(target), backups().length]).toEqual([[], [], 1])

    child.kill('SIGKILL')
    await once(child, 'exit')
    const after = openArchive({ file, log: keptLog(), isOwnFile: true })
    expect(after.notices).toEqual([])
    expect(after.totals('minute', 0, 9).get(0)).toBe(1)
    after.close()
    deleteArchiveFile(file)
    expect([statSync(file).size, backups()]).toEqual([0, []])
    expect(datesIn(file)).toEqual([])
  })

  it('a backup is made and the archive compacted without harm', async () => {
    await begin(2)
    const one = kept('2026-11-20T00:00:00Z')
    const other = openArchive({ file, log: keptLog() })
    for (let day = 0; day < 5; day++) {
      other.rememberTotals('day', [[day, 5]])
      await backUp(file, one.clock.now() + day * 1_000, quietRun)
      one.archive.compact()
    }
    expect(one.issues()).toEqual([])
    expect(one.archive.totals('day', 0, 9).size).toBe(5)
    other.close()
    expect(datesIn(listBackups(file)[0]!.file)).toEqual(['2026-11-01', '2026-11-02'])
  })
})
