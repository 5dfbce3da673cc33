import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { startCore, type Core, type CoreOptions } from '../../electron/core/index.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import type { ExportInput, ExportPassport } from '../../shared/exports.ts'
import type { TaskState } from '../../shared/task.ts'
import { callsOnDate, makeCalls, seedOfCalls, type Call } from '../support/calls.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { errorOf, keptLog, until } from '../support/source-kit.ts'

const dayMs = 86_400_000
const nowMs = Date.now()
const dateOf = (daysAgo: number): string => new Date(nowMs - daysAgo * dayMs).toISOString().slice(0, 10)
const range = { from: dateOf(4), to: dateOf(2) }
const canary = 'canary-pw-of-exports'

const open: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

interface Document {
  passport: ExportPassport
  missing: string[]
  reports: DailyReport[]
}

function newFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'exports-core-'))
  open.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

async function coreIn(dataDir: string, more: Partial<CoreOptions> = {}): Promise<Core> {
  const core = await startCore({
    host: 'command line',
    version: '1.2.3',
    dataDir,
    log: keptLog(),
    emit: () => undefined,
    remembersConnection: false,
    reportZoneFor: () => 'UTC',
    ...more,
  })
  open.push(() => core.stop())
  return core
}

/** A core over a Redis whose days of the range have reports. */
async function coreWithReports(
  more: Partial<CoreOptions> = {},
): Promise<{ core: Core; redis: RedisServer; calls: Call[] }> {
  const redis = await startRedis({ password: canary })
  open.push(() => redis.stop())
  const calls = makeCalls({ seed: 'exports', fromMs: nowMs - 6 * dayMs, toMs: nowMs - 1_000, count: 900 })
  await redis.seed(seedOfCalls(calls, nowMs))
  const core = await coreIn(newFolder(), more)
  await core.api.connect({ url: redis.url.replace('//', `//:${canary}@`), name: 'Orders' })
  for (const daysAgo of [4, 3, 2]) await core.api.makeReport({ date: dateOf(daysAgo) })
  return { core, redis, calls }
}

const documentIn = (folder: string): Document =>
  JSON.parse(readFileSync(join(folder, readdirSync(folder)[0]!), 'utf8')) as Document

function expectFigures({ reports }: Document, calls: Call[]): void {
  expect(reports.map(({ date, total_calls: total }) => [date, total])).toEqual(
    [4, 3, 2].map((daysAgo) => [dateOf(daysAgo), callsOnDate(calls, dateOf(daysAgo), 'UTC').length]),
  )
}

describe('an export of a core', () => {
  it('is written over a file only where a person named that file in the dialog of the host', async () => {
    const file = join(newFolder(), 'mine.json')
    writeFileSync(file, 'of mine')
    const files = { choose: () => Promise.resolve(file), show: () => undefined }
    const { core } = await coreWithReports({ files })
    const input = { ...range, formats: ['json'], place: { file }, replace: true } satisfies ExportInput
    expect((await errorOf(core.api.exportReports(input))).code).toBe('bad_input')
    expect(readFileSync(file, 'utf8')).toBe('of mine')
    await core.api.choosePlace({ what: 'save', name: 'mine.json' })
    expect((await core.api.exportReports(input)).files).toMatchObject([{ path: file }])
  })

  it('is made from the archive while Redis is away, and never holds the password', async () => {
    const { core, redis, calls } = await coreWithReports()
    await redis.stop()
    const folder = newFolder()
    const { sample } = await core.api.exportReports({ ...range, formats: ['json'], place: { folder } })
    expect(sample).toBe(false)
    const document = documentIn(folder)
    expectFigures(document, calls)
    expect(document.passport).toMatchObject({ source: 'Orders', sample: false, zone: 'UTC', days: 3 })
    expect(readFileSync(join(folder, readdirSync(folder)[0]!), 'utf8')).not.toContain(canary)
  })

  it('is made of an archive that is only shown, under the name of its file', async () => {
    const { core, calls } = await coreWithReports()
    const { file } = await core.api.exportArchive({ folder: newFolder() })
    await core.api.deleteArchive({ confirm: 'delete' })
    await core.api.showArchive({ file })
    const folder = newFolder()
    await core.api.exportReports({ ...range, formats: ['json'], place: { folder } })
    const document = documentIn(folder)
    expectFigures(document, calls)
    expect(file.endsWith(document.passport.source)).toBe(true)
  })

  it('of sample data is marked as such in its name and in itself', async () => {
    const core = await coreIn(newFolder())
    await core.api.useSample()
    await core.api.makeReport({ date: dateOf(2) })
    const folder = newFolder()
    const day = { from: dateOf(2), to: dateOf(2) }
    const done = await core.api.exportReports({ ...day, formats: ['json'], place: { folder } })
    expect(done.sample).toBe(true)
    expect(readdirSync(folder)).toEqual([`tallyscope-sample-${dateOf(2)}.json`])
    expect(documentIn(folder).passport.sample).toBe(true)
  })

  it('goes to a fresh folder of the host, each file with its way to fetch it, where no place is named', async () => {
    const folder = newFolder()
    const link = (file: string): string => `fetch${file.slice(folder.length)}`
    const { core } = await coreWithReports({ downloads: { folder, link } })
    const once = await core.api.exportReports({ ...range, formats: ['json', 'csv'] })
    const again = await core.api.exportReports({ ...range, formats: ['json', 'csv'] })
    expect(readdirSync(folder)).toHaveLength(2)
    for (const { files } of [once, again]) {
      expect(files).toHaveLength(6)
      for (const { path, link: way, bytes } of files) {
        expect(path).toBeNull()
        expect(readFileSync(join(folder, way!.slice('fetch'.length)))).toHaveLength(bytes)
      }
    }
    expect(new Set([...once.files, ...again.files].map((file) => file.link)).size).toBe(12)
    const none = core.api.exportReports({ from: '2020-01-01', to: '2020-01-02', formats: ['json'] })
    expect((await errorOf(none)).code).toBe('nothing_to_export')
    expect(readdirSync(folder)).toHaveLength(2)
  })

  it('needs a place where the host has none', async () => {
    const { core } = await coreWithReports()
    const nowhere = core.api.exportReports({ ...range, formats: ['json'] })
    expect((await errorOf(nowhere)).code).toBe('bad_input')
  })

  it('says what it cannot make: PDF where nobody prints it', async () => {
    const { core } = await coreWithReports()
    expect((await core.api.previewExport(range)).unavailable).toContain('pdf')
    const place = { folder: newFolder() }
    const pdf = core.api.exportReports({ ...range, formats: ['pdf'], place })
    expect(await errorOf(pdf)).toMatchObject({
      code: 'format_unavailable',
      message: expect.stringMatching(/desktop app/),
    })
  })

  it('is a task that can be cancelled, and leaves nothing then', async () => {
    const told: TaskState[] = []
    const folder = newFolder()
    const inner = join(folder, 'files')
    mkdirSync(inner)
    const { core } = await coreWithReports({
      emit: (event, payload) => {
        if (event === 'task' && (payload as TaskState).task === 'export') told.push(payload as TaskState)
      },
    })
    const running = core.api.exportReports({
      ...range,
      formats: ['json', 'csv', 'jsonl'],
      place: { folder: inner },
    })
    const ended = errorOf(running)
    await until(async () => (await core.api.cancelTask({ task: 'export' })).state === 'running', 'it runs')
    expect((await ended).code).toBe('cancelled')
    expect(readdirSync(inner)).toEqual([])
    expect(told.at(-1)).toMatchObject({ task: 'export', state: 'idle' })
  })

  it('previews the first rows of each table and the files that it would write', async () => {
    const { core, calls } = await coreWithReports()
    const { passport, tables, files } = await core.api.previewExport({ from: dateOf(8), to: dateOf(2) })
    expect(passport.days).toBe(3)
    expect(passport.missing).toEqual([8, 7, 6, 5].map(dateOf))
    const days = tables.find(({ table }) => table === 'days')!
    expect(days.rows.map(([date, total]) => [date, total])).toEqual(
      [4, 3, 2].map((daysAgo) => [dateOf(daysAgo), callsOnDate(calls, dateOf(daysAgo), 'UTC').length]),
    )
    expect(tables.find(({ table }) => table === 'hours')!.rows).toHaveLength(8)
    const folder = newFolder()
    const what = { from: dateOf(8), to: dateOf(2), formats: ['csv', 'jsonl'] } as const
    await core.api.exportReports({ ...what, formats: [...what.formats], place: { folder } })
    const named = files.filter(({ format }) => format === 'csv' || format === 'jsonl')
    expect(readdirSync(folder).sort()).toEqual(named.flatMap(({ names }) => names).sort())
  })
})
