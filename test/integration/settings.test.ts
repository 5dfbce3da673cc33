import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSettings, rememberedConnection, saveSettings } from '../../electron/core/settings.ts'

let dataDir: string
let lines: string[]
const log = {
  info: () => {},
  warn: (message: string) => void lines.push(message),
  error: (message: string) => void lines.push(message),
}
const input = {
  url: 'redis://reader:s3cr3t%40@cache.example:6390/2',
  name: 'orders',
  prefix: 'stats',
  reportPrefix: 'report:daily',
  bucketOffsetMinutes: 480,
  archive: 'check' as const,
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'settings-'))
  lines = []
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const file = (): string => join(dataDir, 'settings.json')

describe('settings', () => {
  it('are the defaults where there are none, without a word', () => {
    expect(loadSettings(join(dataDir, 'nowhere'), log)).toEqual({ connection: null })
    expect(lines).toEqual([])
  })

  it('come back as they were saved, without the password and for the owner alone', () => {
    const deeper = join(dataDir, 'made', 'here')
    saveSettings(deeper, { connection: rememberedConnection(input) })
    expect(loadSettings(deeper, log)).toEqual({
      connection: {
        url: 'redis://reader:@cache.example:6390/2',
        name: 'orders',
        prefix: 'stats',
        reportPrefix: 'report:daily',
        bucketOffsetMinutes: 480,
        hadPassword: true,
      },
    })
    expect(readFileSync(join(deeper, 'settings.json'), 'utf8')).not.toMatch(/s3cr3t/)
    expect(statSync(join(deeper, 'settings.json')).mode & 0o777).toBe(0o600)
    expect(readdirSync(deeper)).toEqual(['settings.json'])
  })

  it('never hold a password, even if one is handed to them', () => {
    saveSettings(dataDir, {
      connection: { ...rememberedConnection(input), url: 'rediss://:p@ss/w:rd@cache.example' },
    })
    expect(readFileSync(file(), 'utf8')).toContain('"rediss://cache.example:6379/0"')
  })

  it('tell whether there was a password', () => {
    const had = (url: string): boolean => rememberedConnection({ ...input, url }).hadPassword
    expect(had('redis://h')).toBe(false)
    expect(had('redis://user:@h')).toBe(false)
    expect(had('redis://:x@h')).toBe(true)
    expect(had('sample:')).toBe(false)
  })

  it.each(['', '{', '[]', '{"connection":{"url":5}}', '{"connection":null', 'null', '\0\0\0'])(
    'that read %j are put aside, and the defaults hold',
    (text) => {
      writeFileSync(file(), text)
      expect(loadSettings(dataDir, log)).toEqual({ connection: null })
      expect(readFileSync(`${file()}.broken`, 'utf8')).toBe(text)
      expect(lines).toHaveLength(1)
      expect(readdirSync(dataDir)).toEqual(['settings.json.broken'])
    },
  )

  it('that break twice are kept twice', () => {
    for (const text of ['first', 'second']) {
      writeFileSync(file(), text)
      loadSettings(dataDir, log)
    }
    expect(readFileSync(`${file()}.broken`, 'utf8')).toBe('first')
    expect(readFileSync(`${file()}.broken-2`, 'utf8')).toBe('second')
  })

  it('that cannot be read leave the defaults and a line in the log', () => {
    mkdirSync(file())
    expect(loadSettings(dataDir, log)).toEqual({ connection: null })
    expect(lines).toHaveLength(1)
  })

  it('leave no temporary file where they cannot be written', () => {
    mkdirSync(file())
    expect(() => saveSettings(dataDir, { connection: null })).toThrow()
    expect(readdirSync(dataDir)).toEqual(['settings.json'])
  })
})
