import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportedFormats, exportSourceOf, exportTo, reportOf } from '../support/export-kit.ts'
import { killAtLine } from '../support/kill-at-line.ts'

const kills = Number(process.env['KILLS'] ?? 100)
const isTemporary = (name: string): boolean => name.startsWith('.')

let folder: string
/** What each file holds when nobody is killed, of both contents. */
let whole: Map<string, Buffer>[]
/** Lines that the first export tells. */
let linesOfOne: number

const contentOf = (place: string): Map<string, Buffer> =>
  new Map(readdirSync(place).map((name) => [name, readFileSync(join(place, name))]))

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exports-crash-'))
  whole = []
  for (const rounds of ['1', '2']) {
    const place = join(folder, `whole-${rounds}`)
    mkdirSync(place)
    const lines = await killAtLine('exporting-process.ts', [place, rounds], Infinity)
    expect(lines.at(-1)).toBe('written')
    linesOfOne = lines.indexOf('written') + 1
    whole.push(contentOf(place))
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a program that is killed while it writes files', () => {
  it(`leaves none, the one before or the whole new one under each name, ${kills} times over`, async () => {
    const [first, second] = whole as [Map<string, Buffer>, Map<string, Buffer>]
    expect([...first.keys()]).toEqual([...second.keys()])
    const seen = { none: 0, first: 0, second: 0, temporary: 0 }
    let round = 0
    const one = async (): Promise<void> => {
      while (round < kills) {
        const at = round++
        const place = join(folder, `killed-${at}`)
        mkdirSync(place)
        // Half of them in the first export, where no name is taken yet, the rest while files are replaced.
        const line =
          at % 2 === 0 ? 1 + ((at * 5) % linesOfOne) : linesOfOne + 1 + ((at * 5) % (2 * linesOfOne))
        await killAtLine('exporting-process.ts', [place], line)
        const found = contentOf(place)
        for (const [name, content] of found) {
          if (isTemporary(name)) continue
          const isFirst = content.equals(first.get(name)!)
          expect(isFirst || content.equals(second.get(name)!), `${name} of round ${at}`).toBe(true)
          seen[isFirst ? 'first' : 'second'] += 1
        }
        seen.none += [...first.keys()].filter((name) => !found.has(name)).length
        seen.temporary += [...found.keys()].filter(isTemporary).length
        // The next export goes on as if nothing had been, and clears away what was left.
        const next = exportSourceOf([reportOf('2026-11-02', ['/api/next'])])
        await exportTo(place, next, { formats: exportedFormats, replace: true })
        expect(readdirSync(place).filter(isTemporary)).toEqual([])
        rmSync(place, { recursive: true })
      }
    }
    await Promise.all([one(), one()])
    // All of it was met, else nothing was shown.
    for (const times of Object.values(seen)) expect(times, JSON.stringify(seen)).toBeGreaterThan(0)
  })
})
