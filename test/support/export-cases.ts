import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DailyReport } from '../../shared/daily-report.ts'
import type { ExportPassport } from '../../shared/exports.ts'
import { dateOf, openWithZone } from './report-cases.ts'
import { connectTo, rejectsWith, type TransportCase } from './transport-kit.ts'

type ExportMethod = 'previewExport' | 'exportReports'

/** What each method about files of reports must do over every transport. */
export const exportCases: Record<ExportMethod, TransportCase> = {
  async previewExport({ client: { api }, redis, host }) {
    await openWithZone(api, redis)
    await api.makeReport({ date: dateOf(-3) })
    const range = { from: dateOf(-3), to: dateOf(-3) }
    const { sample, passport, tables, files, unavailable } = await api.previewExport(range)
    assert.deepEqual([sample, passport.sample, passport.source], [false, false, 'Transport'])
    assert.deepEqual([passport.zone, passport.days, passport.missing], ['UTC', 1, []])
    const endpoints = tables.find(({ table }) => table === 'endpoints')!
    assert.deepEqual(endpoints.columns, ['date', 'endpoint', 'calls', 'share'])
    assert.deepEqual(endpoints.rows, [[dateOf(-3), '/api/a', 30, 1]])
    assert.match(
      files.find(({ format }) => format === 'json')!.names[0]!,
      /^tallyscope-[0-9a-f]{8}-.+\.json$/,
    )
    assert.equal(unavailable.includes('pdf'), host !== 'electron')
    assert.deepEqual((await api.previewExport({ from: '2020-01-01', to: '2020-01-02' })).tables, [])
    await rejectsWith('bad_input', api.previewExport({ from: dateOf(-2), to: dateOf(-3) }))
  },

  async exportReports({ client: { api }, redis }) {
    const folder = mkdtempSync(join(tmpdir(), 'export-cases-'))
    try {
      await connectTo(api, redis)
      const place = { folder }
      const formats: ['json', 'csv'] = ['json', 'csv']
      await rejectsWith(
        'no_report_zone',
        api.exportReports({ from: dateOf(-3), to: dateOf(-3), formats, place }),
      )
      await openWithZone(api, redis)
      await api.makeReport({ date: dateOf(-3) })
      const day = { from: dateOf(-3), to: dateOf(-3), formats, place }
      const done = await api.exportReports(day)
      assert.deepEqual(
        done.files.map(({ format, link }) => [format, link]),
        [['json', null], ...Array<[string, null]>(5).fill(['csv', null])],
      )
      assert.deepEqual(done.files.map(({ name }) => name).sort(), readdirSync(folder).sort())
      const [json] = done.files
      const text = readFileSync(json!.path!, 'utf8')
      assert.equal(json!.bytes, Buffer.byteLength(text))
      const { passport, reports } = JSON.parse(text) as { passport: ExportPassport; reports: DailyReport[] }
      assert.deepEqual([passport.source, reports[0]!.total_calls], ['Transport', 30])
      await rejectsWith('file_exists', api.exportReports(day))
      assert.equal((await api.exportReports({ ...day, replace: true })).files.length, 6)
      await rejectsWith('no_folder', api.exportReports({ ...day, place: { folder: join(folder, 'none') } }))
      await rejectsWith(
        'nothing_to_export',
        api.exportReports({ ...day, from: '2020-01-01', to: '2020-01-01' }),
      )
      await rejectsWith('bad_input', api.exportReports({ ...day, formats: ['json', 'json'] }))
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
}
