import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderOf } from '../../electron/core/export/export-place.ts'
import { fileName, sourceInName } from '../../electron/core/export/file-names.ts'
import { exportFormats, exportTables } from '../../shared/exports.ts'
import { randomOf } from '../support/random.ts'

const evil = [
  '../../etc/passwd',
  '..\\..\\windows\\system32',
  '/etc/cron.d/x',
  'C:\\x',
  '\\\\server\\share',
  'con',
  'NUL.csv',
  'a\0b',
  'line\nbreak\r',
  '$(touch x)',
  '`id`',
  '; rm -rf /',
  '| cat',
  '%2e%2e%2f',
  '%00',
  '..%c0%af',
  '~/x',
  '-rf',
  '.',
  '..',
  ' ',
  '',
  '天气/😀',
  '\u202efdp.exe',
  '\ud800',
  'file:///x',
  '{{x}}',
  '*?<>|":',
  'a'.repeat(5_000),
  '__proto__',
]
const allowed =
  /^tallyscope-(?:sample|[0-9a-f]{8})-2026-11-01(?:_2026-11-30)?(?:-(?:days|endpoints|statuses|hours|users))?\.(?:csv|xlsx|json|jsonl|html|md|pdf)$/

/** One of them, or two or three in a row, by chance. */
function payloads(count: number): string[] {
  const random = randomOf('file names')
  const one = (): string => evil[Math.floor(random() * evil.length)]!
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, one).join(''),
  )
}

describe('the name of a file', () => {
  it('says source, range, table and format', () => {
    const of = {
      source: '1f0c9a2b',
      from: '2026-11-01',
      to: '2026-11-30',
      format: 'csv',
      part: 'days',
    } as const
    expect(fileName(of)).toBe('tallyscope-1f0c9a2b-2026-11-01_2026-11-30-days.csv')
    expect(fileName({ ...of, to: of.from, format: 'html', part: null })).toBe(
      'tallyscope-1f0c9a2b-2026-11-01.html',
    )
  })

  it('holds nothing of 5,000 ids, addresses and prefixes that would lead elsewhere, and stays in its folder', () => {
    let names = 0
    for (const payload of payloads(5_000)) {
      for (const info of [
        { kind: 'redis', id: payload, address: 'redis://h', prefix: 'stats' },
        { kind: 'redis', id: null, address: payload, prefix: payload },
        { kind: 'sample', id: payload, address: payload, prefix: payload },
      ] as const) {
        const format = exportFormats[names % exportFormats.length]!
        const part = format === 'csv' ? exportTables[names % exportTables.length]! : null
        const to = names % 2 === 0 ? '2026-11-01' : '2026-11-30'
        const name = fileName({ source: sourceInName(info), from: '2026-11-01', to, format, part })
        expect(name).toMatch(allowed)
        expect([basename(name), join('/out', name)]).toEqual([name, `/out/${name}`])
        names += 1
      }
    }
    expect(names).toBe(15_000)
  })

  it('tells sources apart that have no id, and keeps to that of a connection whatever its address is', () => {
    const of = (id: string | null, address: string, prefix = 'stats'): string =>
      sourceInName({ kind: 'redis', id, address, prefix })
    expect(of('1f0c9a2b-4d5e-4f60-8a7b-9c0d1e2f3a4b', 'redis://a')).toBe('1f0c9a2b')
    expect(of(null, 'redis://a')).toBe(of(null, 'redis://a'))
    expect(new Set([of(null, 'redis://a'), of(null, 'redis://b'), of(null, 'redis://a', 'b')]).size).toBe(3)
  })
})

describe('one chosen file', () => {
  const chosen = (file: string, format: 'json' | 'csv' = 'json') => folderOf({ file }, [format])

  it('keeps its name and the ending of its format', () => {
    expect(chosen('/out/mine.JSON')).toEqual({ folder: '/out', name: 'mine.JSON' })
    for (const file of ['/out/mine.html', '/out/json', '/out/.json', '/out/', 'mine.json', '/out/x.json/..'])
      expect(() => chosen(file), file).toThrow(/must end in|whole path/)
  })

  it('is not enough for CSV or for two formats', () => {
    expect(() => chosen('/out/mine.csv', 'csv')).toThrow(/several files/)
    expect(() => folderOf({ file: '/out/mine.json' }, ['json', 'html'])).toThrow(/several files/)
  })
})
