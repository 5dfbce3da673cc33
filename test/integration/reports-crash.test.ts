import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { killAtLine } from '../support/kill-at-line.ts'
import { keptLog } from '../support/source-kit.ts'

/** 6 May to 21 November 2026. */
const dates = Array.from({ length: 200 }, (_, i) =>
  new Date(Date.parse('2026-05-06T00:00:00Z') + i * 86_400_000).toISOString().slice(0, 10),
)

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reports-crash-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts the writer, kills it after so many dates, or lets it end; gives the dates that it told. */
const write = (file: string, killAfter = Infinity): Promise<string[]> =>
  killAtLine('report-writer.ts', [file], killAfter)

/** Every date that was told has one whole report, and the file is sound. */
function expectWhole(file: string, told: Iterable<string>): void {
  const archive = openArchive({ file, log: keptLog(), isOwnFile: true })
  expect(archive.notices).toEqual([])
  for (const date of told) {
    expect(archive.revisions('UTC', date).map(({ revision }) => revision)).toEqual([1])
    expect(archive.report('UTC', date)?.report).toMatchObject({ date, total_calls: 100 })
  }
  const days = archive.ledger('UTC', '2026-01-01', '2026-12-31')
  expect(days.every(({ state, summary }) => state === 'done' && summary?.calls === 100)).toBe(true)
  archive.close()
  const db = new DatabaseSync(file)
  expect({ ...db.prepare('PRAGMA integrity_check').get() }).toEqual({ integrity_check: 'ok' })
  db.close()
}

describe('a program that is killed while it makes reports', () => {
  const rounds = Number(process.env['KILLS'] ?? 100)

  it(`leaves a whole archive and goes on where it was, every day once, ${rounds} times over`, async () => {
    // Two at a time, each with an archive of its own.
    const half = async (number: number): Promise<void> => {
      const file = join(folder, `killed-${number}.sqlite`)
      const told: string[] = []
      for (let round = 0; round < rounds / 2 && told.length < dates.length; round++) {
        told.push(...(await write(file, 1 + (round % 3))))
        expectWhole(file, told)
      }
      told.push(...(await write(file)))
      expectWhole(file, dates)
      // A report may have been stored without a word when its writer was killed, so fewer may have been told.
      expect(new Set(told).size).toBe(told.length)
      expect(dates).toEqual(expect.arrayContaining(told))
    }
    await Promise.all([half(1), half(2)])
  })
})

describe('two programs that make reports in one archive', () => {
  it('make every day once', async () => {
    const file = join(folder, 'shared.sqlite')
    await Promise.all([write(file), write(file)])
    expectWhole(file, dates)
  })
})
