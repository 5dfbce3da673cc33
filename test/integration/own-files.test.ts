import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asOwnFiles, assertOwn, withExpected, withWritten } from '../../electron/core/export/own-files.ts'
import type { OwnFile } from '../../electron/core/reports/archive-exports.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-files-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const own = (name: string, text: string): OwnFile => ({
  name,
  bytes: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
})
const whole = (name: string) => ({
  name,
  path: join(folder, name),
  temporary: join(folder, `${name}.tmp`),
  bytes: 3,
})
const taken = { code: 'file_exists' }

describe('a name that is to be given', () => {
  it('may be free, or stand for what is known byte for byte, and for nothing else', async () => {
    const files = [whole('a.csv'), whole('b.csv')]
    await assertOwn(files, [])
    writeFileSync(join(folder, 'b.csv'), 'one')
    await assertOwn(files, [own('b.csv', 'two'), own('b.csv', 'one')])
    await expect(assertOwn(files, [])).rejects.toMatchObject(taken)
    await expect(assertOwn(files, [own('b.csv', 'two')])).rejects.toMatchObject(taken)
    await expect(assertOwn(files, [own('a.csv', 'one')])).rejects.toMatchObject(taken)
    expect(readFileSync(join(folder, 'b.csv'), 'utf8')).toBe('one')
  })

  it('is not given where a folder or a link stands, whatever it leads to', async () => {
    mkdirSync(join(folder, 'a.csv'))
    writeFileSync(join(folder, 'elsewhere'), 'one')
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'b.csv'))
    await expect(assertOwn([whole('a.csv')], [own('a.csv', 'one')])).rejects.toMatchObject(taken)
    await expect(assertOwn([whole('b.csv')], [own('b.csv', 'one')])).rejects.toMatchObject(taken)
  })
})

describe('files that are remembered', () => {
  it('are those that were written, by size and SHA-256', async () => {
    writeFileSync(join(folder, 'a.csv.tmp'), 'one')
    expect(await asOwnFiles([whole('a.csv')])).toEqual([own('a.csv', 'one')])
  })

  it('are both while a name is given, so that whoever is cut off knows either', () => {
    const before = [own('a.csv', 'one'), own('b.csv', 'old')]
    expect(withExpected(before, [own('a.csv', 'two')])).toEqual([
      own('a.csv', 'one'),
      own('a.csv', 'two'),
      own('b.csv', 'old'),
    ])
    expect(withWritten(before, [own('a.csv', 'two')])).toEqual([own('b.csv', 'old'), own('a.csv', 'two')])
  })

  it('are at most eight of one name, the newest', () => {
    const many = Array.from({ length: 20 }, (_, i) => own('a.csv', String(i)))
    expect(many.reduce<OwnFile[]>((known, one) => withExpected(known, [one]), [])).toEqual(many.slice(-8))
  })
})
