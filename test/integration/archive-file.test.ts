import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive, type Archive, type DiscoveryLedger } from '../../electron/core/reports/archive.ts'
import { applicationId, migrate, migrations } from '../../electron/core/reports/archive-schema.ts'

const log = { info: () => {}, warn: () => {}, error: () => {} }
const unusable = (words: RegExp): unknown =>
  expect.objectContaining({ code: 'archive_unusable', message: expect.stringMatching(words) as unknown })

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'))
  file = join(folder, 'deep', 'er', 'one.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function reopen(use: (archive: Archive) => void, isOwnFile = false): void {
  const archive = openArchive({ file, log, isOwnFile })
  try {
    use(archive)
  } finally {
    archive.close()
  }
}

function begin(): void {
  reopen((archive) => {
    archive.rememberTotals('day', [[20_000, 5]])
    archive.rememberNames('api', [{ name: '/a\0b', lastCalledDay: 20_000 }], 1)
  })
}

describe('an archive file', () => {
  it('keeps everything from one opening to the next', () => {
    begin()
    reopen((archive) => {
      expect(archive).toMatchObject({ file, isNew: false, notices: [] })
      expect(archive.totals('day', 20_000, 20_000)).toEqual(new Map([[20_000, 5]]))
      expect(archive.names('api')).toEqual([{ name: '/a\0b', firstSeenMs: 1, lastCalledDay: 20_000 }])
    })
  })

  it('is open to its owner alone, in a folder open to its owner alone', () => {
    reopen((archive) => {
      archive.rememberTotals('day', [[1, 1]])
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(statSync(`${file}-wal`).mode & 0o777).toBe(0o600)
      expect(statSync(join(folder, 'deep', 'er')).mode & 0o777).toBe(0o700)
    })
  })

  it('writes ahead, waits for the disk and for other writers', () => {
    begin()
    const db = new DatabaseSync(file)
    expect(Object.values(db.prepare('PRAGMA journal_mode').get() ?? {})).toEqual(['wal'])
    expect(Object.values(db.prepare('PRAGMA user_version').get() ?? {})).toEqual([migrations.length])
    db.close()
  })

  it('of a newer version is refused and left untouched', () => {
    begin()
    const db = new DatabaseSync(file)
    db.exec('PRAGMA user_version = 99')
    db.close()
    const before = readFileSync(file)
    expect(() => openArchive({ file, log, isOwnFile: true })).toThrow(unusable(/newer version/))
    expect(readFileSync(file)).toEqual(before)
    expect(readdirSync(join(folder, 'deep', 'er'))).toEqual(['one.sqlite'])
  })

  it('of an older version is brought forward with its data, in one transaction', () => {
    begin()
    const db = new DatabaseSync(file)
    const next = [
      ...migrations,
      'CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT; INSERT INTO later SELECT calls FROM totals',
    ]
    expect(() => migrate(db, [...next, 'CREATE TABLE nonsense (']).isNew).toThrow()
    expect({ ...db.prepare('PRAGMA user_version').get() }).toEqual({ user_version: migrations.length })
    expect(db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'later'").get()).toBeUndefined()
    expect(migrate(db, next)).toEqual({ isNew: false })
    expect({ ...db.prepare('PRAGMA user_version').get() }).toEqual({ user_version: migrations.length + 1 })
    expect({ ...db.prepare('SELECT id FROM later').get() }).toEqual({ id: 5 })
    db.close()
  })

  it('of the first version opens with the last discovery that it knows of, and learns the next one whole', () => {
    mkdirSync(join(folder, 'deep', 'er'), { recursive: true })
    const db = new DatabaseSync(file)
    db.exec(`PRAGMA application_id = ${applicationId}; ${migrations[0]}; PRAGMA user_version = 1`)
    db.exec("INSERT INTO discovery VALUES (1, 1795000000000, 'done', 3)")
    db.exec("INSERT INTO unexplained VALUES ('api', 20775, 12)")
    db.close()
    const known = {
      lastStartedMs: null,
      lastEndedMs: 1_795_000_000_000,
      lastReason: null,
      lastOutcome: 'done' as const,
      lastFound: null,
      fruitlessRuns: 3,
      unexplained: [{ kind: 'api' as const, day: 20_775, calls: 12 }],
    }
    const next: DiscoveryLedger = {
      ...known,
      lastStartedMs: 1_795_000_700_000,
      lastReason: 'asked',
      lastFound: { endpoints: 0, statuses: 2 },
    }
    reopen((archive) => {
      expect(archive).toMatchObject({ isNew: false, notices: [] })
      expect(archive.discovery()).toEqual(known)
      archive.saveDiscovery(next)
    }, true)
    reopen((archive) => expect(archive.discovery()).toEqual(next))
  })

  it('that is somebody else’s is refused and left untouched', () => {
    reopen(() => {})
    const other = new DatabaseSync(join(folder, 'other.sqlite'))
    other.exec('CREATE TABLE theirs (id)')
    other.close()
    writeFileSync(join(folder, 'letter.txt'), 'Dear reader, '.repeat(500))
    for (const name of ['other.sqlite', 'letter.txt']) {
      const path = join(folder, name)
      const before = readFileSync(path)
      const mode = statSync(path).mode
      expect(() => openArchive({ file: path, log })).toThrow(unusable(/not an archive/))
      expect(readFileSync(path)).toEqual(before)
      expect(statSync(path).mode).toBe(mode)
    }
    expect(readdirSync(folder).sort()).toEqual(['deep', 'letter.txt', 'other.sqlite'])
  })

  it('that is a folder, or below a file, is refused in a sentence', () => {
    begin()
    expect(() => openArchive({ file: folder, log })).toThrow(unusable(/folder/))
    expect(() => openArchive({ file: join(file, 'x.sqlite'), log })).toThrow(unusable(/folder/))
  })

  it('that is damaged is kept under another name, with its log, and a new one begun with a notice', () => {
    begin()
    const broken = readFileSync(file).fill(0x5a, 0, 60)
    for (const number of [1, 2]) {
      writeFileSync(file, broken)
      writeFileSync(`${file}-wal`, 'no log')
      reopen((archive) => {
        expect(archive.isNew).toBe(true)
        expect(archive.notices).toEqual([
          expect.objectContaining({
            code: 'archive_failed',
            params: { file: `one.sqlite.broken-${number}` },
          }),
        ])
        archive.rememberTotals('day', [[1, 1]])
      })
      expect(readFileSync(`${file}.broken-${number}`)).toEqual(broken)
      expect(existsSync(`${file}.broken-${number}-wal`)).toBe(true)
    }
    reopen((archive) => expect(archive).toMatchObject({ isNew: false, notices: [] }))
  })
})
