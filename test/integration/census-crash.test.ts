import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { daysOfUsers, firstUserDay } from '../support/days-of-users.ts'
import { keptLog } from '../support/source-kit.ts'

const writer = join(import.meta.dirname, '..', 'support', 'user-writer.ts')
const days = daysOfUsers()

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'census-crash-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts the writer and kills it after so many pieces of work, or lets it end; tells whether it came to its end. */
async function write(file: string, killAfter = Infinity): Promise<boolean> {
  const child = spawn(process.execPath, [writer, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  let pieces = 0
  for await (const _line of createInterface({ input: child.stdout })) {
    pieces += 1
    if (pieces === killAfter) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode === 0
}

/** What the archive says of all days, against the lists of users. */
function expectWhole(file: string): void {
  const archive = openArchive({ file, log: keptLog(), isOwnFile: true })
  const last = firstUserDay + days.length - 1
  const fresh = archive.firstSeen(firstUserDay, last)
  const found = archive
    .userDays(firstUserDay, last)
    .map(({ day, active, calls, total, weekly, monthly }) => ({
      day,
      active,
      calls,
      total,
      weekly,
      monthly,
      new: fresh.get(day) ?? 0,
    }))
  const seen = new Set<string>()
  const expected = days.map((users, i) => {
    const before = seen.size
    for (const user of users.keys()) seen.add(user)
    const calls = [...users.values()].reduce((sum, one) => sum + one, 0)
    return {
      day: firstUserDay + i,
      active: users.size,
      calls,
      total: calls,
      weekly: new Set(days.slice(Math.max(0, i - 6), i + 1).flatMap((one) => [...one.keys()])).size,
      monthly: seen.size,
      new: seen.size - before,
    }
  })
  expect(found).toEqual(expected)
  archive.close()
}

function expectSound(file: string): void {
  const db = new DatabaseSync(file)
  expect({ ...db.prepare('PRAGMA integrity_check').get() }).toEqual({ integrity_check: 'ok' })
  // The numbers of users by first and last day are those of the users themselves.
  for (const side of ['first', 'last']) {
    const counted = db
      .prepare(`SELECT day, users FROM users_by_${side}_day WHERE users <> 0 ORDER BY day`)
      .all()
    const real = db
      .prepare(`SELECT ${side}_day AS day, count(*) AS users FROM users GROUP BY 1 ORDER BY 1`)
      .all()
    expect(counted).toEqual(real)
  }
  db.close()
}

describe('a program that is killed while it adds users', () => {
  const rounds = Number(process.env['KILLS'] ?? 20)

  it(`leaves a sound archive and counts nobody twice when it goes on, ${rounds} times over`, async () => {
    let file = join(folder, 'killed-0.sqlite')
    let isDone = false
    for (let round = 0; round < rounds; round++) {
      if (isDone) file = join(folder, `killed-${round}.sqlite`)
      isDone = await write(file, 1 + ((round * 7) % 11))
      expectSound(file)
      if (isDone) expectWhole(file)
    }
    expect(await write(file)).toBe(true)
    expectSound(file)
    expectWhole(file)
  })

  it('keeps the users of one archive from others by key and by the rights of the file', async () => {
    const [first, second] = ['one', 'two'].map((name) => {
      const archive = openArchive({ file: join(folder, `${name}.sqlite`), log: keptLog(), isOwnFile: true })
      const key = Buffer.from(archive.userKey()).toString('hex')
      archive.close()
      const again = openArchive({ file: archive.file, log: keptLog(), isOwnFile: true })
      expect(Buffer.from(again.userKey()).toString('hex')).toBe(key)
      again.close()
      expect(statSync(archive.file).mode & 0o777).toBe(0o600)
      return key
    })
    expect(first).not.toBe(second)
  })
})

describe('two programs that add users to one archive', () => {
  it('come to what one alone comes to', async () => {
    const file = join(folder, 'shared.sqlite')
    expect(await Promise.all([write(file), write(file)])).toEqual([true, true])
    expectSound(file)
    expectWhole(file)
  })
})
