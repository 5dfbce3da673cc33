import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { randomOf } from '../support/random.ts'

const log = { info: () => {}, warn: () => {}, error: () => {} }

let folder: string
let whole: Buffer
let walOfWhole: Buffer

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'damage-'))
  const file = join(folder, 'whole.sqlite')
  const archive = openArchive({ file, log })
  const names = Array.from({ length: 400 }, (_, i) => ({ name: `/api/${i}`, lastCalledDay: i }))
  archive.rememberNames('api', names, 1)
  archive.rememberTotals(
    'minute',
    names.map((_, i) => [i, i]),
  )
  archive.noteStatuses(1, [['ok', 1]])
  archive.close()
  const again = openArchive({ file, log })
  again.rememberTotals('hour', [[1, 1]])
  copyFileSync(file, join(folder, 'open.sqlite'))
  walOfWhole = readFileSync(`${file}-wal`)
  again.close()
  whole = readFileSync(file)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Fifty kinds of damage, the same in every run. */
const damages: { title: string; make(): { main: Buffer; wal?: Buffer } }[] = [
  ...Array.from({ length: 16 }, (_, i) => ({
    title: `one byte of page ${i % 8} flipped, ${i}`,
    make: () => flip(`byte ${i}`, 1, (i % 8) * 4_096, 4_096),
  })),
  ...Array.from({ length: 12 }, (_, i) => ({
    title: `100 bytes anywhere flipped, ${i}`,
    make: () => flip(`bytes ${i}`, 100, 0, whole.length),
  })),
  ...[16, 18, 19, 21, 24, 28, 44, 56, 60, 68].map((at) => ({
    title: `header byte ${at} flipped`,
    make: () => flip('header', 1, at, 1),
  })),
  ...[0, 1, 50, 100, 511, 4_095, 4_097, 9_000].map((length) => ({
    title: `cut to ${length} bytes`,
    make: () => ({ main: whole.subarray(0, length) }),
  })),
  { title: 'log deleted', make: () => ({ main: readFileSync(join(folder, 'open.sqlite')) }) },
  {
    title: 'log cut',
    make: () => ({
      main: readFileSync(join(folder, 'open.sqlite')),
      wal: walOfWhole.subarray(0, walOfWhole.length - 900),
    }),
  },
  { title: 'log of noise', make: () => ({ main: whole, wal: Buffer.alloc(9_000, 0x77) }) },
  { title: 'noise in place of the file', make: () => ({ main: Buffer.alloc(20_000, 0x33) }) },
]

function flip(seed: string, count: number, from: number, length: number): { main: Buffer } {
  const random = randomOf(seed)
  const main = Buffer.from(whole)
  for (let i = 0; i < count; i += 1) {
    const at = (from + Math.floor(random() * length)) % main.length
    main[at] = main[at]! ^ 0xff
  }
  return { main }
}

describe('a damaged archive', () => {
  it('is met in fifty forms', () => {
    expect(damages).toHaveLength(50)
  })

  it.each(damages)('opens all the same: $title', ({ title, make }) => {
    const home = join(folder, title.replace(/[^a-z0-9]+/g, '-'))
    const file = join(home, 'one.sqlite')
    openArchive({ file, log }).close()
    const { main, wal } = make()
    writeFileSync(file, main)
    if (wal) writeFileSync(`${file}-wal`, wal)

    const archive = openArchive({ file, log, isOwnFile: true })
    archive.rememberTotals('day', [[9, 9]])
    expect(archive.totals('day', 9, 9)).toEqual(new Map([[9, 9]]))
    for (const { name } of archive.names('api')) expect(name).toBeTypeOf('string')
    archive.close()

    const asides = readdirSync(home).filter((name) => name.includes('.broken-') && !name.endsWith('-wal'))
    if (archive.notices.length > 0) expect(readFileSync(join(home, asides[0]!))).toEqual(main)
    else expect(asides).toEqual([])
  })

  it.each(damages)('loses nothing where it has a backup: $title', ({ title, make }) => {
    const home = join(folder, `backed-up-${title.replace(/[^a-z0-9]+/g, '-')}`)
    const file = join(home, 'one.sqlite')
    openArchive({ file, log }).close()
    writeFileSync(`${file}.backup-2026-11-22T01-00-00Z`, whole)
    const { main, wal } = make()
    writeFileSync(file, main)
    if (wal) writeFileSync(`${file}-wal`, wal)

    const archive = openArchive({ file, log, isOwnFile: true })
    const isRestored = archive.notices.some(({ code }) => code === 'archive_restored')
    expect(archive.notices).toHaveLength(isRestored ? 1 : 0)
    if (isRestored) {
      expect(archive.names('api')).toHaveLength(400)
      expect(archive.totals('minute', 0, 999).size).toBe(400)
      expect(readFileSync(`${file}.broken-1`)).toEqual(main)
    }
    archive.rememberTotals('day', [[9, 9]])
    expect(archive.totals('day', 9, 9)).toEqual(new Map([[9, 9]]))
    archive.close()
    expect(readFileSync(`${file}.backup-2026-11-22T01-00-00Z`)).toEqual(whole)
  })
})
