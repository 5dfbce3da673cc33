import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Api } from '../../shared/api.ts'
import type { ArchiveInfo, ArchiveThing } from '../../shared/archive-info.ts'
import {
  daysNow,
  connectTo,
  rejectsWith,
  type TransportCase,
  type TransportContext,
} from './transport-kit.ts'

type ArchiveMethod =
  | 'archive'
  | 'backUpArchive'
  | 'compactArchive'
  | 'moveArchive'
  | 'exportArchive'
  | 'deleteArchive'
  | 'showArchive'
  | 'choosePlace'
  | 'showInFolder'

/** What each method about the archive must do over every transport. */
export const archiveCases: Record<ArchiveMethod, TransportCase> = {
  async archive({ client: { api }, redis }) {
    await rejectsWith('no_archive', api.archive())
    await openWithReport(api, redis)
    const info = await api.archive()
    assert.deepEqual([countOf(info, 'reports'), info.content.lastDate], [1, dateOf(-2)])
    await api.rebuildReport({ date: dateOf(-2), replace: true })
    assert.deepEqual(
      [countOf(await api.archive(), 'revisions'), info.isReadOnly, codesOf(info)],
      [1, false, []],
    )
    assert.ok(info.bytes > 0)
  },

  async backUpArchive({ client: { api }, redis }) {
    await rejectsWith('no_archive', api.backUpArchive())
    await openWithReport(api, redis)
    assert.deepEqual((await api.archive()).backups, [])
    const { archive, file } = await api.backUpArchive()
    assert.deepEqual(
      archive.backups.map((backup) => backup.file),
      [file],
    )
    assert.equal(statSync(file).size, archive.backups[0]!.bytes)
  },

  async compactArchive({ client: { api }, redis }) {
    await rejectsWith('no_archive', api.compactArchive())
    await openWithReport(api, redis)
    const { before, after, archive } = await api.compactArchive()
    assert.equal(after, statSync(archive.file).size)
    assert.ok(after <= before)
    assert.equal(countOf(archive, 'reports'), 1)
  },

  async moveArchive({ client: { api }, redis }) {
    await openWithReport(api, redis)
    const { file } = await api.archive()
    await rejectsWith('bad_input', api.moveArchive({ folder: dirname(file) }))
    await rejectsWith('bad_input', api.moveArchive({ folder: 'somewhere' }))
    await inFolder(async (folder) => {
      const moved = await api.moveArchive({ folder })
      assert.equal(moved.file, join(folder, moved.archive.file.split('/').at(-1)!))
      assert.deepEqual([existsSync(file), existsSync(moved.file)], [false, true])
      assert.equal(countOf(await api.archive(), 'reports'), 1)
      await api.moveArchive({ folder: dirname(file) })
      assert.equal((await api.archive()).file, file)
    })
  },

  async exportArchive({ client: { api }, redis }) {
    await openWithReport(api, redis)
    await inFolder(async (folder) => {
      const { file } = await api.exportArchive({ folder })
      assert.match(file, /tallyscope-archive-\d{4}-\d{2}-\d{2}\.sqlite$/)
      assert.notEqual((await api.exportArchive({ folder })).file, file)
      await rejectsWith('bad_input', api.exportArchive({ file }))
      await rejectsWith('bad_input', api.exportArchive({ folder: join(folder, 'none') }))
    })
  },

  async deleteArchive({ client: { api }, redis }) {
    await openWithReport(api, redis)
    await api.backUpArchive()
    await rejectsWith('bad_input', api.deleteArchive({ confirm: 'yes' as 'delete' }))
    assert.equal(countOf(await api.archive(), 'reports'), 1)
    const { older } = await api.archive()
    const { archive } = await api.deleteArchive({ confirm: 'delete' })
    assert.deepEqual([countOf(archive, 'reports'), archive.backups, archive.older], [0, [], older])
  },

  async showArchive({ client: { api }, redis }) {
    await openWithReport(api, redis)
    await rejectsWith('bad_input', api.showArchive({ file: '/none.sqlite' }))
    await inFolder(async (folder) => {
      const { file } = await api.exportArchive({ folder })
      await api.deleteArchive({ confirm: 'delete' })
      const before = statSync(file).mtimeMs
      assert.equal((await api.showArchive({ file })).archive.shown, file)
      assert.equal((await api.report({ date: dateOf(-2) })).report?.total_calls, 20)
      assert.equal((await api.archive()).isReadOnly, true)
      await rejectsWith('archive_unusable', api.deleteArchive({ confirm: 'delete' }))
      assert.equal((await api.showArchive({ file: null })).archive.shown, null)
      assert.equal(statSync(file).mtimeMs, before)
      assert.equal((await api.report({ date: dateOf(-2) })).report, null)
    })
  },

  async choosePlace({ client: { api }, host }) {
    if (host !== 'electron') assert.deepEqual(await api.choosePlace({ what: 'folder' }), { path: null })
    await rejectsWith('bad_input', api.choosePlace({ what: 'disk' as 'folder' }))
  },

  async showInFolder({ client: { api }, host }) {
    assert.deepEqual(await api.showInFolder({ file: '/none' }), { isShown: host === 'electron' })
    await rejectsWith('bad_input', api.showInFolder({ file: '' }))
  },
}

/** Connects with one closed day of 20 calls and makes its report. */
async function openWithReport(api: Api, redis: TransportContext['redis']): Promise<void> {
  await redis.seed({ [`stats:day:${daysNow() - 2}:total`]: '20' })
  const { source } = await connectTo(api, redis)
  await api.saveConnection({ id: source.id!, reportZone: 'UTC' })
  await api.makeReport({ date: dateOf(-2) })
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tallyscope-place-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Without that of earlier archives, which cases of before may have left. */
function codesOf({ issues }: ArchiveInfo): string[] {
  return issues.map(({ code }) => code).filter((code) => code !== 'new_archive')
}

function countOf({ content }: ArchiveInfo, what: ArchiveThing): number | undefined {
  return content.counts.find((one) => one.what === what)?.count
}

function dateOf(daysFromNow: number): string {
  return new Date((daysNow() + daysFromNow) * 86_400_000).toISOString().slice(0, 10)
}
