import { createHash } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Core, HostFiles } from '../../electron/core/index.ts'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { exportFormats } from '../../shared/exports.ts'
import {
  exportRuns,
  openAutoExportKit,
  openRedis,
  switchOn,
  untilExported,
  type AutoExportKit,
} from '../support/auto-export-kit.ts'
import { roomIn } from '../support/room-in.ts'
import { keptLog, until } from '../support/source-kit.ts'

let kit: AutoExportKit
/** Dates that every core makes by itself, whatever the hour. */
let dates: string[]
const minute = 60_000

beforeAll(() => roomIn('day', 120_000))
beforeEach(async () => {
  kit = await openAutoExportKit(Date.now())
  dates = [4, 3, 2].map(kit.dateBack)
})
afterEach(() => kit.close())

const untilMade = ({ api }: Core): Promise<void> =>
  until(async () => {
    const { days, missing } = await api.reports({ from: dates[0]! })
    return missing === 0 && days.length >= 3 && days.every(({ state }) => state === 'done')
  }, 'the reports are made')
const failed = async ({ api }: Core) => (await api.autoExport()).failed

describe('reports that are made while the automatic export is on', () => {
  it('are there as files in every chosen format, with a line in the run log for each day', async () => {
    const one = await kit.core()
    const chosen = exportFormats.filter((format) => format !== 'pdf')
    await switchOn(one, kit.folder, chosen)
    await openRedis(one, kit.redis)
    await untilMade(one)
    await untilExported(one)
    for (const date of dates) {
      for (const format of chosen)
        expect(kit.names().some((name) => name.includes(date) && name.endsWith(`.${format}`))).toBe(true)
      expect(kit.json(date).total).toBe(kit.callsOn(date))
      const line = readFileSync(join(kit.folder, await kit.nameOf(one, date, '.jsonl')), 'utf8')
      expect(JSON.parse(line)).toMatchObject({ date, total_calls: kit.callsOn(date) })
      const csv = readFileSync(join(kit.folder, await kit.nameOf(one, date, '-days.csv')), 'utf8')
      expect(csv.split('\r\n')[1]).toMatch(new RegExp(`^${date},${kit.callsOn(date)},`))
    }
    const files = (date: string) => kit.names().filter((name) => name.includes(`-${date}`)).length
    const runs = (await exportRuns(one)).filter(({ date }) => dates.includes(date!))
    expect(runs.map(({ date, by, outcome, count }) => [date, by, outcome, count])).toEqual(
      dates.map((date) => [date, 'schedule', 'done', files(date)]),
    )
    const { standing, last } = await one.api.autoExport()
    expect(standing).toBe('on')
    expect(last).toMatchObject({ folder: kit.folder, formats: chosen })
  })

  it('are written anew in their place for every new revision', async () => {
    const one = await kit.core()
    await switchOn(one, kit.folder)
    await openRedis(one, kit.redis)
    await untilMade(one)
    await untilExported(one)
    const before = kit.json(dates[1]!)
    const day = Math.floor(Date.parse(`${dates[1]}T00:00:00Z`) / 86_400_000)
    for (const key of [`stats:day:${day}:total`, `stats:hour:${day * 24 + 5}:total`])
      await kit.redis.command('INCRBY', key, 7)
    await one.api.rebuildReport({ date: dates[1]!, replace: true })
    await until(() => kit.json(dates[1]!).revision !== before.revision, 'the file is another')
    expect(kit.json(dates[1]!).total).toBe(kit.callsOn(dates[1]!) + 7)
    await untilExported(one)
    const runs = (await exportRuns(one)).filter(({ date }) => date === dates[1])
    expect(runs.map(({ outcome }) => outcome)).toEqual(['done', 'done'])
    expect(kit.names().filter((name) => name.includes(dates[1]!))).toHaveLength(1)
  })

  it('have no PDF where the host cannot print, and the run log says so', async () => {
    const one = await kit.core()
    await switchOn(one, kit.folder, ['pdf', 'json'])
    await openRedis(one, kit.redis)
    await untilMade(one)
    await untilExported(one)
    expect(kit.names().every((name) => name.endsWith('.json'))).toBe(true)
    const [run] = await exportRuns(one)
    expect([run!.outcome, run!.count, run!.code]).toEqual(['done', 1, 'format_unavailable'])
    expect((await one.api.autoExport()).unavailable).toContain('pdf')
  })

  it('are printed as PDF where the host can', async () => {
    const files: HostFiles = {
      choose: async () => null,
      show: () => undefined,
      print: async (html) => Buffer.from(`%PDF of ${html.length}`),
    }
    const one = await kit.core({ files })
    await switchOn(one, kit.folder, ['pdf'])
    await openRedis(one, kit.redis)
    await untilMade(one)
    await untilExported(one)
    const pdf = readFileSync(join(kit.folder, await kit.nameOf(one, dates[0]!, '.pdf')), 'utf8')
    expect(pdf).toMatch(/^%PDF of \d+/)
    expect((await one.api.autoExport()).unavailable).toEqual([])
  })
})

describe('what is not exported by itself', () => {
  it('are reports made while it is off, and those made before it was switched on', async () => {
    const one = await kit.core()
    await openRedis(one, kit.redis)
    await untilMade(one)
    await switchOn(one, kit.folder)
    await one.api.rebuildReport({ date: dates[0]!, replace: true })
    await untilExported(one)
    expect(kit.names()).toEqual([await kit.nameOf(one, dates[0]!)])
    await one.api.setPreferences({
      autoExport: { ...(await one.api.preferences()).autoExport, folder: null },
    })
    await one.api.rebuildReport({ date: dates[1]!, replace: true })
    expect(await one.api.autoExport()).toMatchObject({ standing: 'off', owed: 0 })
    await switchOn(one, kit.folder)
    expect((await one.api.autoExport()).owed).toBe(0)
    await one.api.rebuildReport({ date: dates[2]!, replace: true })
    await untilExported(one)
    expect(kit.names()).toEqual([await kit.nameOf(one, dates[0]!), await kit.nameOf(one, dates[2]!)])
  })

  it('is sample data', async () => {
    const one = await kit.core()
    await switchOn(one, kit.folder)
    await until(async () => {
      const { days } = await one.api.reports({})
      return days.length > 0 && days.slice(0, -1).every(({ state }) => state === 'done')
    }, 'the reports of the sample are made')
    expect(await one.api.autoExport()).toMatchObject({ standing: 'sample', owed: 0, last: null })
    expect(kit.names()).toEqual([])
  })
})

describe('a folder', () => {
  it('that is not there, or is no whole path, is refused when it is chosen', async () => {
    const one = await kit.core()
    await expect(switchOn(one, join(kit.folder, 'none'))).rejects.toMatchObject({ code: 'no_folder' })
    await expect(switchOn(one, 'files')).rejects.toMatchObject({ code: 'bad_input' })
    expect((await one.api.preferences()).autoExport.folder).toBeNull()
  })

  it('that is away is tried again after 1, 2, 4 minutes, as one line for each day, and all is there once it is back', async () => {
    const one = await kit.core()
    await switchOn(one, kit.folder)
    const away = `${kit.folder}-away`
    renameSync(kit.folder, away)
    await openRedis(one, kit.redis)
    await untilMade(one)
    const attemptsOf = async (date: string) =>
      (await failed(one)).find((day) => day.date === date)?.attempts ?? 0
    await until(async () => (await attemptsOf(dates[2]!)) === 1, 'it failed once')
    for (const attempts of [2, 3]) {
      kit.pass(2 ** (attempts - 2) * minute - 30_000)
      await one.api.reports({})
      expect(await attemptsOf(dates[0]!)).toBe(attempts - 1)
      kit.pass(31_000)
      await until(async () => (await attemptsOf(dates[2]!)) === attempts, 'it failed again')
    }
    const lines = (await exportRuns(one)).filter(({ date }) => date === dates[0])
    expect(lines.map(({ outcome, code, times }) => [outcome, code, times])).toEqual([
      ['failed', 'no_folder', 3],
    ])
    renameSync(away, kit.folder)
    await one.api.retryAutoExport()
    await untilExported(one)
    for (const date of dates) expect(kit.json(date).total).toBe(kit.callsOn(date))
    expect((await exportRuns(one)).filter(({ date }) => date === dates[0]).at(-1)!.outcome).toBe('done')
  })
})

describe('a file of the same name', () => {
  it('that is not what was exported before is left alone and said, until it is gone', async () => {
    const one = await kit.core()
    await openRedis(one, kit.redis)
    await untilMade(one)
    const name = await kit.nameOf(one, dates[1]!)
    writeFileSync(join(kit.folder, name), 'mine')
    await switchOn(one, kit.folder)
    for (const date of dates) await one.api.rebuildReport({ date, replace: true })
    await until(async () => (await exportRuns(one)).length === 3, 'all were tried')
    expect(kit.names()).toHaveLength(3)
    expect(readFileSync(join(kit.folder, name), 'utf8')).toBe('mine')
    const [day] = await failed(one)
    expect([day!.date, day!.code, day!.attempts]).toEqual([dates[1], 'file_exists', 1])
    expect((await exportRuns(one)).at(-1)!.outcome).toBe('done')
    rmSync(join(kit.folder, name))
    kit.pass(minute)
    await untilExported(one)
    expect(kit.json(dates[1]!).total).toBe(kit.callsOn(dates[1]!))
  })

  it('that a person changed is left alone as well, and so is one that only looks the same', async () => {
    const one = await kit.core()
    await switchOn(one, kit.folder)
    await openRedis(one, kit.redis)
    await untilMade(one)
    await untilExported(one)
    const path = join(kit.folder, await kit.nameOf(one, dates[1]!))
    const before = readFileSync(path)
    before[before.length - 3]! ^= 1
    writeFileSync(path, before)
    await one.api.rebuildReport({ date: dates[1]!, replace: true })
    await until(async () => (await failed(one)).length === 1, 'it failed')
    expect(readFileSync(path)).toEqual(before)
    expect((await failed(one))[0]!.code).toBe('file_exists')
  })
})

describe('a restart', () => {
  it('goes on with what was owed, and replaces what the program before wrote', async () => {
    const first = await kit.core()
    await switchOn(first, kit.folder)
    const away = `${kit.folder}-away`
    renameSync(kit.folder, away)
    await openRedis(first, kit.redis)
    await untilMade(first)
    await until(async () => (await first.api.autoExport()).failures >= 3, 'all failed')
    await first.stop()
    renameSync(away, kit.folder)
    kit.pass(minute)
    const second = await kit.core()
    await untilExported(second)
    const before = kit.json(dates[0]!)
    await second.stop()
    const third = await kit.core()
    await until(async () => (await third.api.connection()).status.state === 'ready', 'it is connected')
    await third.api.rebuildReport({ date: dates[0]!, replace: true })
    await until(() => kit.json(dates[0]!).revision !== before.revision, 'it is replaced')
    await untilExported(third)
    expect((await exportRuns(third)).filter(({ date }) => date === dates[0]).at(-1)!.outcome).toBe('done')
  })
})

describe('a program that was killed between writing a file and noting it', () => {
  it('is followed after five minutes, and its file is known for its own', async () => {
    const first = await kit.core()
    await openRedis(first, kit.redis)
    await untilMade(first)
    await switchOn(first, kit.folder)
    const date = dates[1]!
    const name = await kit.nameOf(first, date)
    const { file } = (await first.api.appInfo()).archive!
    const zone = 'UTC'
    await first.stop()
    const archive = openArchive({ file, log: keptLog() })
    archive.addRevision({ zone, date, dueMs: 0 }, archive.report(zone, date)!.report)
    const atMs = Date.now()
    const claim = { revision: 2, holder: 'killed', folder: kit.folder, formats: ['json'] as const }
    archive.beginExport({ zone, date }, { ...claim, atMs, untilMs: atMs + 5 * minute })
    const sha256 = createHash('sha256').update('whole').digest('hex')
    archive.expectFiles({ zone, date }, 'killed', [{ name, bytes: 5, sha256 }])
    archive.close()
    writeFileSync(join(kit.folder, name), 'whole')

    const second = await kit.core()
    await until(async () => (await second.api.autoExport()).owed === 1, 'it is owed')
    kit.pass(4 * minute)
    await second.api.retryAutoExport()
    expect(readFileSync(join(kit.folder, name), 'utf8')).toBe('whole')
    kit.pass(minute)
    await untilExported(second)
    expect(kit.json(date).total).toBe(kit.callsOn(date))
  })
})

describe('two programs on one archive', () => {
  it('export each day once, though it is due for both at the same moment', async () => {
    const first = await kit.core()
    await switchOn(first, kit.folder, ['csv', 'json', 'jsonl'])
    const away = `${kit.folder}-away`
    renameSync(kit.folder, away)
    await openRedis(first, kit.redis)
    await untilMade(first)
    const second = await kit.core()
    for (const one of [first, second])
      await until(async () => (await one.api.autoExport()).failures >= 3, 'all failed')
    renameSync(away, kit.folder)
    kit.pass(2 * minute)
    await untilExported(first)
    await untilExported(second)
    const done = (await exportRuns(second)).filter(({ outcome }) => outcome === 'done')
    for (const date of dates) expect(done.filter((run) => run.date === date)).toHaveLength(1)
    for (const date of dates) expect(kit.json(date).total).toBe(kit.callsOn(date))
  })
})
