import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSettings, writeSettings } from '../../electron/core/settings/settings-file.ts'
import { defaultSettings, type Settings } from '../../electron/core/settings/settings-schema.ts'
import { openSettings } from '../../electron/core/settings/settings-store.ts'
import { defaultPreferences } from '../../shared/preferences.ts'
import { keptLog, type KeptLog } from '../support/source-kit.ts'

let dataDir: string
let log: KeptLog

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'settings-'))
  log = keptLog()
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const file = (): string => join(dataDir, 'settings.json')
const id = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed'
const full: Settings = {
  version: 2,
  connections: [
    {
      id,
      name: 'orders',
      place: { tls: true, host: 'cache.example', port: 6390, db: 2 },
      user: 'reader',
      password: { kept: 'sealed', sealed: 'c2VhbGVk' },
      colour: 'pink',
      production: true,
      prefix: 'stats',
      reportPrefix: 'report:daily',
      bucketOffsetMinutes: 480,
      reportZone: 'Asia/Shanghai',
      statusLists: { success: ['fine'], error: ['broken'] },
      retentionDays: { minute: 1, hour: null, day: 800 },
      scanLimit: 1_000,
      shareReports: false,
    },
  ],
  openId: id,
  preferences: { ...defaultPreferences, language: 'zh', zone: 'Asia/Shanghai', lastView: '/?zone=UTC' },
}

describe('settings', () => {
  it('are none where there is no file, without a word', () => {
    expect(loadSettings(join(dataDir, 'nowhere'), log)).toBeNull()
    expect(log.lines).toEqual([])
  })

  it('come back as they were written, for the owner alone', () => {
    const deeper = join(dataDir, 'made', 'here')
    writeSettings(deeper, full)
    expect(loadSettings(deeper, log)).toEqual(full)
    expect(statSync(join(deeper, 'settings.json')).mode & 0o777).toBe(0o600)
    expect(readdirSync(deeper)).toEqual(['settings.json'])
  })

  it.each([
    '',
    '{',
    '[]',
    '{"connection":{"url":5}}',
    '{"connection":null',
    'null',
    '\0\0\0',
    '{"version":3,"connections":[],"openId":null,"preferences":{}}',
    '{"version":2,"connection":null}',
    '{"version":2,"connections":[{"id":"x"}],"openId":null,"preferences":{}}',
  ])('that read %j are put aside', (text) => {
    writeFileSync(file(), text)
    expect(loadSettings(dataDir, log)).toBeNull()
    expect(readFileSync(`${file()}.broken`, 'utf8')).toBe(text)
    expect(log.lines).toHaveLength(1)
    expect(readdirSync(dataDir)).toEqual(['settings.json.broken'])
  })

  it('that break twice are kept twice', () => {
    for (const text of ['first', 'second']) {
      writeFileSync(file(), text)
      loadSettings(dataDir, log)
    }
    expect(readFileSync(`${file()}.broken`, 'utf8')).toBe('first')
    expect(readFileSync(`${file()}.broken-2`, 'utf8')).toBe('second')
  })

  it('that cannot be read are none, with a line in the log', () => {
    mkdirSync(file())
    expect(loadSettings(dataDir, log)).toBeNull()
    expect(log.lines).toHaveLength(1)
  })

  it('lose a preference that makes no sense and keep all else', () => {
    const preferences = { ...full.preferences, theme: 'purple', refreshSeconds: 0, lastView: 'javascript:1' }
    writeFileSync(file(), JSON.stringify({ ...full, preferences }))
    expect(loadSettings(dataDir, log)).toEqual({
      ...full,
      preferences: { ...full.preferences, theme: 'system', refreshSeconds: 1, lastView: null },
    })
  })
})

describe('settings of before reports could be shared', () => {
  it('share none', () => {
    const [connection] = full.connections
    const { shareReports: _none, ...earlier } = { ...connection!, shareReports: true }
    writeFileSync(file(), JSON.stringify({ ...full, connections: [earlier] }))
    expect(loadSettings(dataDir, log)!.connections).toEqual([{ ...connection!, shareReports: false }])
  })
})

describe('settings of before they had a version', () => {
  const first = {
    url: 'rediss://re%40der:@cache.example:6390/2',
    name: 'orders',
    prefix: 'counts',
    reportPrefix: 'rep',
    bucketOffsetMinutes: 480,
    hadPassword: true,
  }

  it('become one saved connection, open, whose password must be typed', () => {
    writeFileSync(file(), JSON.stringify({ connection: first }))
    const settings = loadSettings(dataDir, log)!
    expect(settings).toEqual({
      ...defaultSettings,
      openId: settings.connections[0]!.id,
      connections: [
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
          name: 'orders',
          place: { tls: true, host: 'cache.example', port: 6390, db: 2 },
          user: 're@der',
          password: { kept: 'asked' },
          colour: 'teal',
          production: false,
          prefix: 'counts',
          reportPrefix: 'rep',
          bucketOffsetMinutes: 480,
          reportZone: null,
          statusLists: null,
          retentionDays: { minute: null, hour: null, day: null },
          scanLimit: null,
          shareReports: false,
        },
      ],
    })
    expect(log.lines).toEqual([])
  })

  it('keep the id of that connection however often they are read, and when they are written anew', () => {
    writeFileSync(file(), JSON.stringify({ connection: first }))
    const idNow = (): string => loadSettings(dataDir, log)!.connections[0]!.id
    const before = idNow()
    expect(idNow()).toBe(before)
    openSettings({ dataDir, log }).change((settings) => ({ ...settings, openId: null }))
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ version: 2, openId: null })
    expect(idNow()).toBe(before)
  })

  it('without a password or without a connection are brought forward too', () => {
    writeFileSync(
      file(),
      JSON.stringify({ connection: { ...first, url: 'redis://h:6379/0', hadPassword: false } }),
    )
    expect(loadSettings(dataDir, log)!.connections[0]).toMatchObject({
      user: null,
      password: { kept: 'none' },
    })
    writeFileSync(file(), JSON.stringify({ connection: null }))
    expect(loadSettings(dataDir, log)).toEqual(defaultSettings)
    expect(log.lines).toEqual([])
  })

  it('with an address that cannot be read are put aside', () => {
    writeFileSync(file(), JSON.stringify({ connection: { ...first, url: 'ftp://h' } }))
    expect(loadSettings(dataDir, log)).toBeNull()
    expect(readdirSync(dataDir)).toEqual(['settings.json.broken'])
  })
})

describe('a store of settings', () => {
  it('sees what another door of the program wrote, and loses none of it', () => {
    const one = openSettings({ dataDir, log })
    const two = openSettings({ dataDir, log })
    one.change((settings) => ({ ...settings, connections: full.connections }))
    two.change((settings) => ({ ...settings, preferences: full.preferences }))
    expect(one.get()).toEqual({ ...full, openId: null })
  })

  it('that cannot write says so and has changed nothing', () => {
    const store = openSettings({ dataDir, log })
    store.change(() => full)
    rmSync(file())
    mkdirSync(file())
    expect(() => store.change((settings) => ({ ...settings, openId: null }))).toThrow(
      expect.objectContaining({ code: 'settings_unwritable' }),
    )
    expect(store.get()).toEqual(full)
    expect(readdirSync(dataDir)).toEqual(['settings.json'])
  })

  it('whose file breaks while the program runs goes on with what it knew, and keeps the broken one aside', () => {
    const store = openSettings({ dataDir, log })
    store.change(() => full)
    writeFileSync(file(), '{"version":2,')
    expect(store.get()).toEqual(full)
    store.change((settings) => ({ ...settings, openId: null }))
    expect(loadSettings(dataDir, log)).toEqual({ ...full, openId: null })
    expect(readFileSync(`${file()}.broken`, 'utf8')).toBe('{"version":2,')
  })
})
