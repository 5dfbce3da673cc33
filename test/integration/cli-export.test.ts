import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { callsOnDate, countBy, makeCalls, seedOfCalls, type Call } from '../support/calls.ts'
import { runCli, type CliRun } from '../support/cli.ts'
import { csvRecords, readCsv } from '../support/read-csv.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'

const now = '2026-11-24T09:41:30.000Z'
const nowMs = Date.parse(now)
const range = ['--from', '2026-11-20', '--to', '2026-11-22']
const dates = ['2026-11-20', '2026-11-21', '2026-11-22']

interface Exported {
  source: string
  sample: boolean
  issues: unknown[]
  files: string[]
  missing: string[]
}

let redis: RedisServer
let dataDir: string
let folder: string
let calls: Call[]

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cli-export-'))
  redis = await startRedis()
  calls = makeCalls({ seed: 'export', fromMs: Date.parse('2026-11-16T00:00:00Z'), toMs: nowMs, count: 2_000 })
  await redis.seed(seedOfCalls(calls, nowMs))
  const made = await runCli(['backfill', '--url', redis.url, '--now', now], { dataDir })
  expect(made.code).toBe(0)
})
afterAll(async () => {
  await redis?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})
beforeEach(() => {
  folder = join(dataDir, 'files')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
})

function run(...args: string[]): Promise<CliRun> {
  return runCli(['export', '--url', redis.url, '--now', now, '--out', folder, ...args], { dataDir })
}

async function ask(...args: string[]): Promise<Exported> {
  const { code, stdout, stderr } = await run('--json', ...args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as Exported
}

const ending = (files: string[], text: string): string => files.find((file) => file.endsWith(text))!

describe('the export of the command line', () => {
  it('writes what the list of calls says as CSV, with where it comes from in every row', async () => {
    const { files, missing, sample } = await ask(...range, '--format', 'csv')
    expect([missing, sample]).toEqual([[], false])
    expect(readdirSync(folder).map((name) => join(folder, name))).toEqual([...files].sort())
    const days = csvRecords(readCsv(ending(files, '-days.csv')))
    expect(days.map(({ date, total_calls: total }) => [date, Number(total)])).toEqual(
      dates.map((date) => [date, callsOnDate(calls, date, 'UTC').length]),
    )
    for (const row of days) {
      expect(row).toMatchObject({ zone: 'UTC', from: '2026-11-20', to: '2026-11-22', buckets: 'UTC' })
      expect(row).toMatchObject({ sample: 'false', source: `redis://127.0.0.1:${redis.port}/0` })
    }
    for (const [table, column, key] of [
      ['endpoints', 'endpoint', 'endpoint'],
      ['statuses', 'status', 'status'],
    ] as const) {
      const rows = csvRecords(readCsv(ending(files, `-${table}.csv`)))
      expect(rows.map((row) => [row['date'], row[column], Number(row['calls'])])).toEqual(
        dates.flatMap((date) =>
          countBy(callsOnDate(calls, date, 'UTC'), key).map(([name, count]) => [date, name, count]),
        ),
      )
    }
    const users = csvRecords(readCsv(ending(files, '-users.csv')))
    expect(users.map((row) => [row['date'], row['user'], Number(row['calls'])])).toEqual(
      dates.flatMap((date) =>
        countBy(callsOnDate(calls, date, 'UTC'), 'user')
          .slice(0, 20)
          .map(([user, count]) => [date, user, count]),
      ),
    )
    const hours = csvRecords(readCsv(ending(files, '-hours.csv')))
    const sum = hours.reduce((total, row) => total + Number(row['calls']), 0)
    expect(sum).toBe(days.reduce((total, row) => total + Number(row['total_calls']), 0))
    expect(hours).toHaveLength(72)
  })

  it('writes the stored reports as they are as JSON and as JSON Lines', async () => {
    const { files } = await ask(...range, '--format', 'json,jsonl')
    const { stdout } = await runCli(
      ['report', '--url', redis.url, '--now', now, '--date', '2026-11-21', '--json'],
      { dataDir },
    )
    const json = JSON.parse(readFileSync(ending(files, '.json'), 'utf8')) as {
      passport: { days: number; zone: string }
      missing: string[]
      reports: { date: string }[]
    }
    expect(json.passport).toMatchObject({ days: 3, zone: 'UTC', from: '2026-11-20', to: '2026-11-22' })
    expect(json.reports.map(({ date }) => date)).toEqual(dates)
    expect(json.reports[1]).toEqual(JSON.parse(stdout))
    const lines = readFileSync(ending(files, '.jsonl'), 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      json.reports.map((report) => ({ ...report, passport: json.passport })),
    )
  })

  it('writes a workbook, a page and Markdown beside them, each with the figures', async () => {
    const { files } = await ask(...range, '--format', 'xlsx,html,md')
    expect(files.map((file) => file.replace(/^.*-22\./, ''))).toEqual(['xlsx', 'html', 'md'])
    expect(readFileSync(ending(files, '.xlsx')).subarray(0, 4).toString('latin1')).toBe('PK\x03\x04')
    const total = callsOnDate(calls, '2026-11-21', 'UTC').length.toLocaleString('en-US')
    for (const kind of ['.html', '.md']) {
      const text = readFileSync(ending(files, kind), 'utf8')
      expect(text).toContain('2026-11-21')
      expect(text).toContain(total)
    }
  })

  it('says which days have no report, and is done all the same', async () => {
    const days = ['--from', '2026-11-14', '--to', '2026-11-17', '--format', 'json']
    const { files, missing } = await ask(...days)
    expect([files.length, missing]).toEqual([1, ['2026-11-14', '2026-11-15']])
    const { code, stdout } = await run(...days, '--force')
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /Days without a report, which are not in them: 2\n {2}2026-11-14\n {2}2026-11-15\n/,
    )
    expect(stdout).toContain(files[0])
  })

  it('makes missing reports first where that is asked for, users too', async () => {
    const own = ['--archive', join(dataDir, 'own.sqlite'), ...range, '--format', 'csv']
    const none = await run(...own)
    expect(none.code).toBe(0)
    expect(none.stdout).toMatch(/Days without a report, which are not in them: 3\n {2}2026-11-20\n/)
    expect(readdirSync(folder)).toEqual([])
    const { files, missing } = await ask(...own, '--make')
    expect(missing).toEqual([])
    const days = csvRecords(readCsv(ending(files, '-days.csv')))
    expect(days.map((row) => [row['date'], Number(row['active_users'])])).toEqual(
      dates.map((date) => [date, countBy(callsOnDate(calls, date, 'UTC'), 'user').length]),
    )
  })

  it('takes the days of a zone, and leaves unknown cells empty', async () => {
    const zone = ['--zone', 'Asia/Kathmandu', '--archive', ':memory:', '--make']
    const { files } = await ask(...range, ...zone, '--format', 'csv')
    const days = csvRecords(readCsv(ending(files, '-days.csv')))
    expect(days.map(({ date, total_calls: total }) => [date, Number(total)])).toEqual(
      dates.map((date) => [date, callsOnDate(calls, date, 'Asia/Kathmandu').length]),
    )
    expect(days.map((row) => [row['active_users'], row['success_rate'], row['users_explained']])).toEqual(
      dates.map(() => ['', '', '']),
    )
    expect(days[0]!['peak_hour']).toMatch(/^2026-11-20T\d\d:45:00\+05:45$/)
    const statuses = csvRecords(readCsv(ending(files, '-statuses.csv')))
    expect(statuses.map((row) => [row['date'], row['status'], row['calls']])).toEqual(
      dates.map((date) => [date, '', '']),
    )
  })

  it('writes none of its files where one is there, and replaces them where that is asked for', async () => {
    const both = [...range, '--format', 'json,csv']
    const { files } = await ask(...both)
    for (const file of files) rmSync(file)
    const taken = ending(files, '-hours.csv')
    writeFileSync(taken, 'mine')
    const { code, stdout, stderr } = await run('--json', ...both)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/-hours\.csv is there already: nothing was written/)
    expect(readdirSync(folder)).toHaveLength(1)
    expect(readFileSync(taken, 'utf8')).toBe('mine')
    expect((await ask(...both, '--force')).files).toEqual(files)
    expect(csvRecords(readCsv(taken))).toHaveLength(72)
  })

  it('refuses a folder that is not there', async () => {
    const { code, stderr } = await run(...range, '--format', 'json', '--out', join(folder, 'none'))
    expect(code).toBe(1)
    expect(stderr).toMatch(/There is no folder .*none/)
  })

  it('under --strict ends with 3 where figures of the reports may be wrong', async () => {
    const strict = [...range, '--format', 'json', '--strict', '--force', '--make', '--archive', ':memory:']
    expect((await run(...strict)).code).toBe(0)
    await redis.command('DEL', 'stats:day:20779:status:success')
    expect((await run(...strict)).code).toBe(3)
  })

  it('marks sample data as sample', async () => {
    const sample = ['export', '--url', 'sample:', '--now', now, '--out', folder, '--make', '--json']
    const { stdout } = await runCli([...sample, ...range, '--format', 'csv'], { dataDir })
    const { files, sample: isSample } = JSON.parse(stdout) as Exported
    expect(isSample).toBe(true)
    expect(ending(files, '-days.csv')).toMatch(/tallyscope-sample-2026-11-20_2026-11-22-days\.csv$/)
    expect(csvRecords(readCsv(ending(files, '-days.csv'))).map((row) => row['sample'])).toEqual(
      dates.map(() => 'true'),
    )
  })
})
