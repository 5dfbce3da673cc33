import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultDataDir } from '../../electron/data-dir.ts'
import { logLine } from '../../electron/log-line.ts'
import { isKnownLink, links } from '../../electron/links.ts'
import { menuLabels } from '../../electron/menu-labels.ts'
import { fitWindowState } from '../../electron/window-state.ts'

const screen = { x: 0, y: 0, width: 1600, height: 1000 }
const second = { x: 1600, y: 0, width: 1920, height: 1080 }
const usual = { width: 1280, height: 800, isMaximized: false }

test('a window goes back to where it was, on any display', () => {
  const kept = { x: 1800, y: 50, width: 1100, height: 700, isMaximized: true }
  expect(fitWindowState(kept, [screen, second])).toEqual(kept)
})

test('a window on a display that is gone keeps its size and loses its place', () => {
  const kept = { x: 1800, y: 50, width: 1100, height: 700, isMaximized: false }
  expect(fitWindowState(kept, [screen])).toEqual({ width: 1100, height: 700, isMaximized: false })
})

test('a window whose title bar could not be reached loses its place', () => {
  for (const place of [
    { x: -1000, y: 0 },
    { x: 1500, y: 0 },
    { x: 0, y: -1 },
    { x: 0, y: 950 },
  ]) {
    const state = fitWindowState({ ...place, width: 1100, height: 700 }, [screen])
    expect(state).toEqual({ width: 1100, height: 700, isMaximized: false })
  }
})

test('a window is at least 900 by 600 and at most as large as its display', () => {
  expect(fitWindowState({ x: 0, y: 0, width: 1, height: 1 }, [screen])).toMatchObject({
    width: 900,
    height: 600,
  })
  expect(fitWindowState({ x: 0, y: 0, width: 9999, height: 9999 }, [screen])).toMatchObject({
    width: 1600,
    height: 1000,
  })
})

test('a window file that makes no sense gives the usual window', () => {
  const senseless = [
    null,
    5,
    'x',
    [],
    {},
    { width: '1' },
    { width: 1.5, height: 2 },
    { width: null, height: Infinity },
  ]
  for (const kept of senseless) expect(fitWindowState(kept, [screen])).toEqual(usual)
})

test('a log line holds time, level, message and the chain of causes, without user and password of an address', () => {
  const error = new Error('lost redis://me:secret@host:1/0', { cause: new Error('rediss://:p%40ss@host') })
  const line = logLine(
    new Date('2026-11-24T00:00:00.000Z'),
    'warn',
    'Away from redis://u:hidden@host:1',
    error,
  )
  expect(line).toMatch(/^2026-11-24T00:00:00\.000Z warn {2}Away from redis:\/\/host:1\n/)
  expect(line).toContain('lost redis://host:1/0')
  expect(line).toContain('caused by Error: rediss://host')
  expect(line).not.toMatch(/secret|hidden|p%40ss|me:/)
})

test('a password with any character but a space or a slash stays out of the log', () => {
  const at = new Date(0)
  for (const password of ['a@b', 'a:b', "it's", '天', '%2F']) {
    expect(logLine(at, 'info', `redis://user:${password}@host`)).toContain(' redis://host\n')
  }
})

test('the data folder is that of Electron, or the one that the environment names', () => {
  expect(defaultDataDir({ TALLYSCOPE_DATA_DIR: '/data/x' }, 'linux')).toBe('/data/x')
  expect(defaultDataDir({ XDG_CONFIG_HOME: '/cfg' }, 'linux')).toBe(join('/cfg', 'Tallyscope'))
  expect(defaultDataDir({}, 'linux')).toBe(join(homedir(), '.config', 'Tallyscope'))
  expect(defaultDataDir({}, 'darwin')).toBe(join(homedir(), 'Library', 'Application Support', 'Tallyscope'))
  expect(defaultDataDir({ APPDATA: '/roaming' }, 'win32')).toBe(join('/roaming', 'Tallyscope'))
})

test('only the exact addresses of the fixed list are known links', () => {
  for (const url of Object.values(links)) expect(isKnownLink(url)).toBe(true)
  for (const url of ['', 'https://redis.io/', `${links.licence}/`, `${links.licence}#x`, 'javascript:0']) {
    expect(isKnownLink(url)).toBe(false)
  }
})

test('the menu speaks Chinese where the system does, else English', () => {
  expect(['zh-CN', 'zh_TW', 'ZH'].map((locale) => menuLabels(locale).quit)).toEqual(['退出', '退出', '退出'])
  expect(['en-US', 'de', ''].map((locale) => menuLabels(locale).quit)).toEqual(['Quit', 'Quit', 'Quit'])
})
