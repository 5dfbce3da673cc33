import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock, type Clock } from '../../electron/core/clock.ts'
import { startCore, type Core, type HostFiles } from '../../electron/core/index.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import type { AutoExport } from '../../shared/exports.ts'
import type { Run } from '../../shared/runs.ts'
import { callsOnDate, makeCalls, seedOfCalls } from './calls.ts'
import { startRedis, type RedisServer } from './redis-server.ts'
import { keptLog, until } from './source-kit.ts'

const dayMs = 86_400_000

/** Redis with calls of the last five days, a folder for files, and what is started, until `close`. */
export interface AutoExportKit {
  redis: RedisServer
  /** Where files go. */
  folder: string
  dataDir: string
  /** A core whose tick comes soon and whose clock can be put ahead. */
  core(options?: { files?: HostFiles }): Promise<Core>
  /** Time that passes for the cores alone. */
  pass(ms: number): void
  dateBack(days: number): string
  callsOn(date: string): number
  names(): string[]
  /** What the JSON file of a date says. */
  json(date: string): { total: number; revision: string }
  nameOf(core: Core, date: string, rest?: string): Promise<string>
  close(): Promise<void>
}

export async function openAutoExportKit(nowMs: number): Promise<AutoExportKit> {
  const closing: (() => Promise<void> | void)[] = []
  const calls = makeCalls({ seed: 'files', fromMs: nowMs - 5 * dayMs, toMs: nowMs - 1_000, count: 1_500 })
  const redis = await startRedis()
  closing.push(() => redis.stop())
  await redis.seed(seedOfCalls(calls, nowMs))
  const root = mkdtempSync(join(tmpdir(), 'auto-export-'))
  closing.push(() => rmSync(root, { recursive: true, force: true }))
  const folder = mkdtempSync(join(root, 'files-'))
  const dataDir = mkdtempSync(join(root, 'data-'))
  let aheadMs = 0

  const clock = (): Clock => {
    const own = systemClock()
    return {
      ...own,
      now: () => own.now() + aheadMs,
      after: (ms, callback) => own.after(ms === 20_000 ? 50 : ms, callback),
    }
  }
  const jsonOf = (date: string): string =>
    readdirSync(folder).find((name) => name.endsWith(`-${date}.json`)) ?? 'none'

  return {
    redis,
    folder,
    dataDir,
    async core({ files } = {}) {
      const started = await startCore({
        host: 'browser',
        version: '1.2.3',
        dataDir,
        log: keptLog(),
        clock: clock(),
        emit: () => undefined,
        ...(files && { files }),
      })
      closing.push(() => started.stop())
      return started
    },
    pass: (ms) => void (aheadMs += ms),
    dateBack: (days) => new Date(nowMs - days * dayMs).toISOString().slice(0, 10),
    callsOn: (date) => callsOnDate(calls, date, 'UTC').length,
    names: () => readdirSync(folder).sort(),
    json(date) {
      const { reports } = JSON.parse(readFileSync(join(folder, jsonOf(date)), 'utf8')) as {
        reports: DailyReport[]
      }
      return { total: reports[0]!.total_calls, revision: reports[0]!.generated_at }
    },
    async nameOf({ api }, date, rest = '.json') {
      const { openId } = await api.connections()
      return `tallyscope-${openId!.slice(0, 8)}-${date}${rest}`
    },
    async close() {
      for (const close of closing.splice(0).reverse()) await close()
    },
  }
}

/** Switches the automatic export on. */
export function switchOn(
  { api }: Core,
  folder: string,
  formats: AutoExport['formats'] = ['json'],
): Promise<unknown> {
  return api.setPreferences({
    autoExport: { folder, formats, delimiter: 'comma', withBom: true, language: 'en' },
  })
}

/** Opens the Redis as a saved connection with reports by UTC. */
export async function openRedis({ api }: Core, redis: RedisServer): Promise<void> {
  const { id } = await api.saveConnection({ url: redis.url, reportZone: 'UTC' })
  await api.openConnection({ id })
}

/** The exports in the run log, oldest first. */
export async function exportRuns({ api }: Core): Promise<Run[]> {
  const { items } = await api.runs({})
  return items.filter(({ kind }) => kind === 'export').reverse()
}

/** Waits until no day is owed and at least one was written. */
export async function untilExported({ api }: Core): Promise<void> {
  await until(async () => {
    const { owed, last } = await api.autoExport()
    return owed === 0 && last !== null
  }, 'all is exported')
}
