import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCore } from '../../electron/core/index.ts'

/** What one census in a process of its own came to. */
export interface CensusMeasured {
  ms: number
  /** Peak memory of the process in bytes. */
  peakRss: number
  /** Users that are new on one of the days, and days that are counted whole. */
  users: number
  days: number
  archiveBytes: number
  /** The longest time in milliseconds for which the process answered nobody. */
  longestBlockMs: number
}

/** Counts the users of a Redis once, as a program that starts for it, and tells its parent. */
const dataDir = mkdtempSync(join(tmpdir(), 'tallyscope-census-'))
const log = { info: () => undefined, warn: () => undefined, error: console.error }
const core = await startCore({
  host: 'command line',
  version: '0.0.0',
  dataDir,
  log,
  emit: () => undefined,
  remembersConnection: false,
})
await core.api.connect({ url: process.argv[2]! })
const watched = watchBlocks()
const startedAt = performance.now()
await core.countUsers({ withRunning: false })
const ms = performance.now() - startedAt
const longestBlockMs = watched()
const { days } = await core.api.users({ days: 60 })
const { archive } = await core.api.appInfo()
const measured: CensusMeasured = {
  ms,
  peakRss: process.resourceUsage().maxRSS * 1_024,
  users: days.reduce((sum, day) => sum + (day.new.value ?? 0), 0),
  days: days.filter(({ coverage }) => coverage === 1).length,
  archiveBytes: statSync(archive!.file).size,
  longestBlockMs,
}
await core.stop()
rmSync(dataDir, { recursive: true, force: true })
process.send!(measured)
process.disconnect()

function watchBlocks(): () => number {
  let last = performance.now()
  let longest = 0
  const timer = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last - 5)
    last = now
  }, 5)
  return () => {
    clearInterval(timer)
    return longest
  }
}
