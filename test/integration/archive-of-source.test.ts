import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { archiveOfSource } from '../../electron/core/reports/archive-of-source.ts'
import type { SourceInfo } from '../../shared/connection.ts'

const log = { info: () => {}, warn: () => {}, error: () => {} }
const info: SourceInfo = {
  kind: 'redis',
  id: null,
  name: 'orders / ../../x',
  address: 'redis://counters.example:6390/2',
  prefix: '../stats',
  reportPrefix: 'report:daily',
  bucketOffsetMinutes: 0,
  colour: 'teal',
  production: false,
  reportZone: null,
}

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sources-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const files = (): string[] => readdirSync(join(dataDir, 'archives')).sort()
const fileOf = (changes: Partial<SourceInfo>): string => {
  const archive = archiveOfSource({ dataDir, info: { ...info, ...changes }, log }).newest()
  archive.close()
  return archive.file
}

describe('the archives of a source', () => {
  it('have names made of a hash and a number alone, in a folder of the owner', () => {
    expect(fileOf({})).toMatch(/\/archives\/[0-9a-f]{16}-1\.sqlite$/)
    expect(files()).toHaveLength(1)
    expect(statSync(join(dataDir, 'archives')).mode & 0o777).toBe(0o700)
  })

  it('stay the same when its name changes, or the way its address is written', () => {
    const file = fileOf({})
    expect(fileOf({ name: 'another' })).toBe(file)
    expect(fileOf({ address: 'redis://COUNTERS.example:6390/2' })).toBe(file)
    const plain = fileOf({ address: 'redis://h' })
    expect(fileOf({ address: 'redis://h:6379/0' })).toBe(plain)
  })

  it('differ with kind, host, port, database, prefixes and offset', () => {
    const all = [
      fileOf({}),
      fileOf({ kind: 'sample', address: 'sample:' }),
      fileOf({ address: 'redis://other.example:6390/2' }),
      fileOf({ address: 'redis://counters.example:6391/2' }),
      fileOf({ address: 'redis://counters.example:6390/3' }),
      fileOf({ prefix: 'stats' }),
      fileOf({ reportPrefix: 'report' }),
      fileOf({ bucketOffsetMinutes: 480 }),
    ]
    expect(new Set(all).size).toBe(all.length)
  })

  it('are opened newest first, and a new one begins beside the earlier with a notice', () => {
    const archives = archiveOfSource({ dataDir, info, log })
    const first = archives.newest()
    first.rememberTotals('day', [[1, 1]])
    first.close()
    const second = archives.begin()
    expect(second).toMatchObject({ isNew: true, notices: [{ code: 'new_archive' }] })
    second.rememberTotals('day', [[2, 2]])
    second.close()
    const newest = archives.newest()
    expect(newest).toMatchObject({ file: second.file, isNew: false, notices: [] })
    expect(newest.totals('day', 0, 9)).toEqual(new Map([[2, 2]]))
    newest.close()
    expect(files()).toHaveLength(2)
  })

  it('begin with the first and no notice where there was none', () => {
    const archive = archiveOfSource({ dataDir, info, log }).begin()
    expect(archive).toMatchObject({ isNew: true, notices: [] })
    expect(archive.file).toMatch(/-1\.sqlite$/)
    archive.close()
  })

  it('begin anew where the file holds noise, and keep the noise', () => {
    const file = fileOf({})
    writeFileSync(file, 'noise'.repeat(4_000))
    const archive = archiveOfSource({ dataDir, info, log }).newest()
    expect(archive).toMatchObject({ file, isNew: true, notices: [{ code: 'archive_failed' }] })
    archive.close()
    expect(readFileSync(`${file}.broken-1`, 'utf8')).toBe('noise'.repeat(4_000))
  })

  it('are found where they were moved to, and a disk that is away begins no new one', () => {
    const archives = archiveOfSource({ dataDir, info, log })
    const archive = archives.newest()
    archive.rememberTotals('day', [[1, 1]])
    archive.close()
    const elsewhere = join(dataDir, 'elsewhere.sqlite')
    renameSync(archive.file, elsewhere)
    archives.newestMovedTo(elsewhere)
    const moved = archiveOfSource({ dataDir, info, log }).newest()
    expect(moved).toMatchObject({ file: elsewhere, isNew: false })
    expect(moved.totals('day', 1, 1).size).toBe(1)
    moved.close()
    renameSync(elsewhere, `${elsewhere}.away`)
    expect(() => archives.newest()).toThrow(
      expect.objectContaining({
        code: 'archive_unusable',
        message: expect.stringContaining('elsewhere') as unknown,
      }),
    )
    expect(files()).toHaveLength(1)
    const next = archives.begin()
    expect(next.file).toMatch(/-2\.sqlite$/)
    next.close()
    expect(archives.older()).toEqual([])
    renameSync(`${elsewhere}.away`, archive.file)
    expect(archives.older()).toEqual([archive.file])
  })

  it('say in a sentence that the data folder is none', () => {
    const blocked = join(dataDir, 'file')
    writeFileSync(blocked, '')
    expect(() => archiveOfSource({ dataDir: blocked, info, log }).newest()).toThrow(
      expect.objectContaining({ code: 'archive_unusable' }),
    )
  })
})
