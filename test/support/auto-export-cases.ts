import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultPreferences } from '../../shared/preferences.ts'
import { dateOf, openWithZone } from './report-cases.ts'
import { until } from './source-kit.ts'
import { rejectsWith, type TransportCase } from './transport-kit.ts'

type AutoExportMethod = 'autoExport' | 'retryAutoExport'

/** What each method about the automatic export must do over every transport. */
export const autoExportCases: Record<AutoExportMethod, TransportCase> = {
  async autoExport({ client: { api }, redis, host }) {
    const { autoExport } = defaultPreferences
    const sample = await api.autoExport()
    assert.deepEqual([sample.standing, sample.last, sample.owed], ['sample', null, 0])
    assert.equal(sample.unavailable.includes('pdf'), host !== 'electron')
    await openWithZone(api, redis)
    assert.equal((await api.autoExport()).standing, 'off')
    const folder = mkdtempSync(join(tmpdir(), 'auto-export-cases-'))
    try {
      const none = { ...autoExport, folder: join(folder, 'none') }
      await rejectsWith('no_folder', api.setPreferences({ autoExport: none }))
      await api.setPreferences({ autoExport: { ...autoExport, folder } })
      await api.makeReport({ date: dateOf(-3) })
      assert.equal((await api.autoExport()).standing, 'on')
      await api.setPreferences({ autoExport })
      assert.equal((await api.autoExport()).owed, 0)
    } finally {
      rmSync(folder, { recursive: true })
    }
  },

  async retryAutoExport({ client: { api }, redis }) {
    const folder = mkdtempSync(join(tmpdir(), 'auto-export-cases-'))
    try {
      await openWithZone(api, redis)
      await api.setPreferences({
        autoExport: { ...defaultPreferences.autoExport, folder, formats: ['json'] },
      })
      await api.makeReport({ date: dateOf(-3) })
      await until(async () => {
        await api.retryAutoExport()
        return (await api.autoExport()).last?.date === dateOf(-3)
      }, 'it is exported')
      assert.equal(readdirSync(folder).filter((name) => name.includes(dateOf(-3))).length, 1)
      assert.equal((await api.retryAutoExport()).last?.folder, folder)
    } finally {
      await api.setPreferences({ autoExport: defaultPreferences.autoExport })
      rmSync(folder, { recursive: true })
    }
  },
}
