import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { killAtLine } from '../support/kill-at-line.ts'

const log = { info: () => {}, warn: () => {}, error: () => {} }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crash-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Lets the writer acknowledge so many buckets, kills it and tells which it had acknowledged. */
async function writeUntilKilled(file: string, from: number, step: number, count: number): Promise<number[]> {
  return (await killAtLine('archive-writer.ts', [file, String(from), String(step)], count)).map(Number)
}

function expectStored(file: string, acknowledged: number[]): void {
  const archive = openArchive({ file, log, isOwnFile: true })
  expect(archive.notices).toEqual([])
  const totals = archive.totals('minute', 0, 2_000_000)
  const names = new Set(archive.names('api').map(({ name }) => name))
  for (const bucket of acknowledged) {
    expect(totals.get(bucket)).toBe(bucket + 1)
    expect(names).toContain(`/api/${bucket}`)
  }
  for (const bucket of totals.keys()) {
    expect(totals.has(bucket < 1_000_000 ? bucket + 1_000_000 : bucket - 1_000_000)).toBe(true)
  }
  archive.close()
  const db = new DatabaseSync(file)
  expect({ ...db.prepare('PRAGMA integrity_check').get() }).toEqual({ integrity_check: 'ok' })
  db.close()
}

describe('an archive whose writer is killed', () => {
  const rounds = Number(process.env['KILLS'] ?? 100)

  it(`is whole and has every acknowledged row, ${rounds} times over`, async () => {
    // Two at a time, each with an archive of its own.
    const half = async (number: number): Promise<void> => {
      const file = join(folder, `killed-${number}.sqlite`)
      const acknowledged: number[] = []
      for (let round = 0; round < rounds / 2; round += 1) {
        acknowledged.push(...(await writeUntilKilled(file, round * 1_000, 1, 1 + ((round * 7) % 20))))
        expectStored(file, acknowledged)
      }
    }
    await Promise.all([half(1), half(2)])
  })
})

describe('an archive that two processes write', () => {
  it('has the rows of both', async () => {
    const file = join(folder, 'shared.sqlite')
    const both = await Promise.all([0, 1].map((from) => writeUntilKilled(file, from, 2, 150)))
    expectStored(file, both.flat())
  })

  it('begins once, whoever comes first', async () => {
    const file = join(folder, 'begun.sqlite')
    const all = await Promise.all([0, 1, 2, 3].map((from) => writeUntilKilled(file, from, 4, 5)))
    expectStored(file, all.flat())
  })
})
