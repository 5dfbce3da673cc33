import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { exportedFormats, exportSourceOf, exportTo, reportOf } from '../support/export-kit.ts'
import { csvRecords, readCsv } from '../support/read-csv.ts'
import { readOnlyFolder, smallDisk } from '../support/small-disk.ts'

const source = exportSourceOf(
  Array.from({ length: 20 }, (_, i) => {
    const endpoints = Array.from({ length: 60 }, (_, n) => `/api/${n}`)
    return reportOf(`2026-11-${String(i + 1).padStart(2, '0')}`, endpoints)
  }),
)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exports-files-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(AppError)
  return (error as AppError).code
}

const filesIn = (place: string): Record<string, string> =>
  Object.fromEntries(readdirSync(place).map((name) => [name, readFileSync(join(place, name), 'utf8')]))

describe('the files of an export', () => {
  it('are there together, whole, as large as is said, for whoever the folder lets read them', async () => {
    const told: [number, number | null][] = []
    const { files, missing } = await exportTo(
      folder,
      source,
      {},
      { progress: (done, of) => told.push([done, of]) },
    )
    expect(missing).toEqual(['2026-11-21', '2026-11-22', '2026-11-23'])
    expect(files.map(({ name }) => name).sort()).toEqual(readdirSync(folder).sort())
    expect(files.map(({ path, bytes }) => [statSync(path).size, statSync(path).nlink, bytes > 0])).toEqual(
      files.map(({ bytes }) => [bytes, 1, true]),
    )
    const endpoints = readCsv(files.find(({ name }) => name.endsWith('-endpoints.csv'))!.path)
    expect(endpoints).toHaveLength(1 + 20 * 60)
    // The passport's pass and one for each format.
    expect(told.at(-1)).toEqual([60, 60])
  })

  it('are none where one of the names is taken, found before the work and at its end', async () => {
    const taken = join(folder, 'tallyscope-1f0c9a2b-2026-11-01_2026-11-23-users.csv')
    writeFileSync(taken, 'mine')
    expect(await codeOf(exportTo(folder, source))).toBe('file_exists')
    expect(filesIn(folder)).toEqual({ [taken.slice(folder.length + 1)]: 'mine' })
    rmSync(taken)
    // Somebody makes it while the last days are written.
    const late = exportTo(
      folder,
      source,
      {},
      { progress: (done) => void (done === 60 && writeFileSync(taken, 'late')) },
    )
    expect(await codeOf(late)).toBe('file_exists')
    expect(filesIn(folder)).toEqual({ [taken.slice(folder.length + 1)]: 'late' })
  })

  it('take the place of earlier ones where that is asked for, and of all or none', async () => {
    await exportTo(folder, source)
    const before = filesIn(folder)
    const anew = exportSourceOf([reportOf('2026-11-02', ['/api/new'])])
    // A name that cannot be given any more, after others were.
    const [, last] = readdirSync(folder).sort().slice(-2)
    const stopped = exportTo(
      folder,
      anew,
      { replace: true },
      {
        progress(done) {
          if (done !== 3) return
          rmSync(join(folder, last!))
          mkdirSync(join(folder, last!))
        },
      },
    )
    expect(await codeOf(stopped)).toMatch(/place_unwritable|file_exists/)
    rmSync(join(folder, last!), { recursive: true })
    const { [last!]: gone, ...others } = before
    expect(gone).toBeDefined()
    expect(filesIn(folder)).toEqual(others)
    await exportTo(folder, anew, { replace: true })
    expect(Object.keys(filesIn(folder))).toEqual(Object.keys(before))
    expect(Object.values(filesIn(folder)).every((text) => !text.includes('/api/59'))).toBe(true)
  })

  it('replace a link, not what it leads to', async () => {
    const outside = join(folder, 'outside')
    writeFileSync(outside, 'mine')
    const place = join(folder, 'place')
    mkdirSync(place)
    const name = 'tallyscope-1f0c9a2b-2026-11-01_2026-11-23.json'
    symlinkSync(outside, join(place, name))
    expect(await codeOf(exportTo(place, source, { formats: ['json'] }))).toBe('file_exists')
    await exportTo(place, source, { formats: ['json'], replace: true })
    expect(readFileSync(outside, 'utf8')).toBe('mine')
    expect(JSON.parse(readFileSync(join(place, name), 'utf8'))).toHaveProperty('passport')
  })

  it('are none, and nothing is left of them, where the export is cancelled at any step', async () => {
    const steps = 20 * (exportedFormats.length + 1)
    for (let at = 1; at <= steps; at += 13) {
      const abort = new AbortController()
      const cancel = (done: number): void => {
        if (done === at) abort.abort(new AppError('cancelled', 'It was cancelled.'))
      }
      const run = { signal: abort.signal, progress: cancel }
      const ended = exportTo(folder, source, { formats: exportedFormats }, run)
      expect(await codeOf(ended)).toBe('cancelled')
      expect(readdirSync(folder)).toEqual([])
    }
  })

  it('are one, by the name that a person gave it, where its ending is that of the format', async () => {
    const file = join(folder, '十一月.json')
    const { files } = await exportTo(folder, source, { formats: ['json'], place: { file } })
    expect(files).toMatchObject([{ format: 'json', name: '十一月.json', path: file }])
    expect(readdirSync(folder)).toEqual(['十一月.json'])
    const wrong = { formats: ['json'], place: { file: join(folder, 'x.sh') } } as const
    expect(await codeOf(exportTo(folder, source, wrong))).toBe('bad_input')
  })

  it('stay as they are written where names in them would lead elsewhere', async () => {
    const names = ['../../x', '/etc/passwd', 'a\0b', '..', 'C:\\x', '=cmd|x', '天气\n', '"', '']
    const odd = exportSourceOf([reportOf('2026-11-02', names)], { name: '../../evil', id: '../../..' })
    const place = join(folder, 'place')
    mkdirSync(place)
    const { files } = await exportTo(place, odd)
    expect(readdirSync(folder)).toEqual(['place'])
    for (const { name } of files)
      expect(name).toMatch(/^tallyscope-[0-9a-f]{8}-2026-11-01_2026-11-23(-[a-z]+)?\.(csv|json)$/)
    const rows = csvRecords(readCsv(files.find(({ name }) => name.endsWith('-users.csv'))!.path))
    expect(rows.map(({ user }) => user)).toEqual(names.map((name) => (name === '=cmd|x' ? "'=cmd|x" : name)))
    expect(rows[0]!['source']).toBe('../../evil')
  })

  it('clear away what programs that were killed left, and nothing of those that run or of others', async () => {
    const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
    const { pid: dead } = spawnSync(process.execPath, ['-e', ''])
    const left = (by: string, pid: number): string => `.tallyscope-${by}-${pid}-0123456789ab.tmp`
    const stay = [left('00000000', dead), left(host, 1), '.tallyscope-notes.tmp', 'report.tmp']
    const go = [left(host, dead), left(host, process.pid)]
    for (const name of [...stay, ...go]) writeFileSync(join(folder, name), '')
    linkSync(join(folder, go[0]!), join(folder, 'placed.json'))
    await exportTo(folder, source, { formats: ['json'] })
    const found = readdirSync(folder).filter((name) => !name.startsWith('tallyscope-'))
    expect(found.sort()).toEqual([...stay, 'placed.json'].sort())
  })
})

describe('an export that has no place', () => {
  it('says so where the folder is missing, is a file, or is named by half a path', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    expect(await codeOf(exportTo(join(folder, 'none'), source))).toBe('no_folder')
    expect(await codeOf(exportTo(file, source))).toBe('no_folder')
    expect(await codeOf(exportTo(join(file, 'under'), source))).toBe('no_folder')
    expect(await codeOf(exportTo('here', source))).toBe('bad_input')
    expect(await codeOf(exportTo(`${folder}\0`, source))).toBe('bad_input')
  })

  it('says that a name is too long, and that a folder stands there', async () => {
    const named = (name: string) => exportTo(folder, source, { formats: ['json'], place: { file: name } })
    expect(await codeOf(named(join(folder, `${'x'.repeat(252)}.json`)))).toBe('name_too_long')
    mkdirSync(join(folder, 'x.json'))
    expect(await codeOf(named(join(folder, 'x.json')))).toBe('file_exists')
    expect(readdirSync(folder)).toEqual(['x.json'])
  })

  it('says that there is nothing to write, or no such format here', async () => {
    const none = { from: '2020-01-01', to: '2020-01-31' }
    expect(await codeOf(exportTo(folder, source, none))).toBe('nothing_to_export')
    expect(await codeOf(exportTo(folder, source, { formats: ['json', 'pdf'] }))).toBe('format_unavailable')
    expect(await codeOf(exportTo(folder, source, { from: '2000-01-01' }))).toBe('bad_input')
    expect(readdirSync(folder)).toEqual([])
  })
})

const disk = smallDisk()
afterAll(() => disk?.remove())

describe.skipIf(!disk)('on a disk that is full', () => {
  beforeAll(() => disk!.fill())

  it('an export says so, leaves nothing, and is written once there is room', async () => {
    const place = disk!.folder
    const all = { formats: exportedFormats }
    expect(await codeOf(exportTo(place, source, all))).toBe('disk_full')
    expect(readdirSync(place)).toEqual(['filler'])
    disk!.free()
    const before = (await exportTo(place, source, all)).files
    const kept = filesIn(place)
    disk!.fill()
    expect(await codeOf(exportTo(place, source, { ...all, replace: true }))).toBe('disk_full')
    disk!.free()
    expect(filesIn(place)).toEqual(kept)
    expect(Object.keys(kept).sort()).toEqual(before.map(({ name }) => name).sort())
  })
})

const readOnly = readOnlyFolder()
afterAll(() => readOnly?.remove())

describe.skipIf(!readOnly)('in a folder that is only read', () => {
  it('an export says so', async () => {
    expect(await codeOf(exportTo(readOnly!.folder, source))).toBe('place_unwritable')
    expect(existsSync(readOnly!.folder)).toBe(true)
  })
})
