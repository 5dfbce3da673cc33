import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCore } from '../../electron/core/index.ts'
import { runCli, type CliOptions, type CliRun } from '../support/cli.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { keptLog } from '../support/source-kit.ts'
import { createTestVault } from '../support/test-vault.ts'

const now = '2026-11-22T13:41:07Z'
const password = 'hunter22-canary'

let redis: RedisServer
let locked: RedisServer
let dataDir: string
let settings: string

beforeAll(async () => {
  redis = await startRedis()
  locked = await startRedis({ password })
  const year = 31_536_000
  await redis.seed([
    ['stats:day:20779:total', '90', year],
    ['stats:hour:498709:total', '90', 2_592_000],
    ['stats:day:20779:status:Fine', '80', year],
    ['stats:day:20779:status:error', '10', year],
    ['other:day:20779:total', '7', year],
    ['other:hour:498709:total', '7', 2_592_000],
  ])
  await locked.seed([
    ['stats:day:20779:total', '12', year],
    ['stats:hour:498709:total', '12', 2_592_000],
  ])
  dataDir = mkdtempSync(join(tmpdir(), 'cli-connections-'))
  const { api, stop } = await startCore({
    host: 'electron',
    version: '0.0.0',
    dataDir,
    log: keptLog(),
    vault: createTestVault(),
    emit: () => undefined,
  })
  await api.saveConnection({
    url: redis.url,
    name: 'orders',
    statusLists: { success: ['fine'], error: ['error'] },
  })
  await api.saveConnection({ url: locked.url, name: 'billing', password })
  await api.saveConnection({ url: 'redis://127.0.0.1:1', name: 'twin' })
  await api.saveConnection({ url: 'redis://127.0.0.1:2', name: 'twin', user: 'reader' })
  await stop()
  settings = readFileSync(join(dataDir, 'settings.json'), 'utf8')
})
afterAll(async () => {
  await redis?.stop()
  await locked?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const overview = (name: string, options: Partial<CliOptions> = {}, ...more: string[]): Promise<CliRun> =>
  runCli(['overview', '--connection', name, '--now', now, '--json', ...more], { dataDir, ...options })

function expectRefused({ code, stdout, stderr }: CliRun, expectedCode: number, words: RegExp): void {
  expect(stderr).toMatch(words)
  expect(stderr).not.toContain(password)
  expect([code, stdout]).toEqual([expectedCode, ''])
}

describe('a saved connection on the command line', () => {
  it('is found by its name or its address, and read by its own rules', async () => {
    for (const name of ['orders', `redis://127.0.0.1:${redis.port}/0`]) {
      const { stdout, stderr } = await overview(name)
      expect(stderr).toBe('')
      expect(JSON.parse(stdout)).toMatchObject({
        source: 'orders',
        today: { calls: 90, successRate: 80 / 90, successRateUtcDay: 80 / 90 },
      })
    }
  })

  it('takes other prefixes from the command line', async () => {
    const { stdout } = await overview('orders', {}, '--prefix', 'other')
    expect(JSON.parse(stdout)).toMatchObject({ source: 'orders', today: { calls: 7 } })
  })

  it('whose name is that of two is a usage error that lists them', async () => {
    const run = await overview('twin')
    expectRefused(run, 2, /More than one/)
    expect(run.stderr).toContain('"twin" at redis://127.0.0.1:1/0, prefix "stats"')
    expect(run.stderr).toContain('"twin" at redis://127.0.0.1:2/0 as "reader", prefix "stats"')
  })

  it('of an unknown name is a usage error that lists what there is', async () => {
    expectRefused(await overview('nobody'), 2, /saved are "orders", "billing", "twin", "twin"/)
  })

  it('takes its password from the environment', async () => {
    const right = await overview('billing', { password })
    expect(JSON.parse(right.stdout)).toMatchObject({ source: 'billing', today: { calls: 12 } })
    expect(right.stdout + right.stderr).not.toContain(password)
    expectRefused(await overview('billing', { password: `${password}x` }), 1, /password is wrong/)
    expectRefused(await overview('billing'), 1, /TALLYSCOPE_PASSWORD/)
  })

  it('asks for its password on a terminal without showing it', async () => {
    const typed = { prompt: 'Password of billing: ', line: `${password}x\u007f` }
    const { code, stdout } = await overview('billing', { typed })
    expect(code).toBe(0)
    expect(stdout).toContain('Password of billing: ')
    expect(stdout).not.toContain('canary')
    expect(stdout).toContain('"calls":12')
  })

  it('is left by Ctrl-C at the question, with the exit code of an interrupt', async () => {
    const typed = { prompt: 'Password of billing: ', line: 'half\u0003' }
    const { code, stdout } = await overview('billing', { typed })
    expect(code).toBe(130)
    expect(stdout).not.toContain('half')
  })

  it('changes nothing in the settings', () => {
    expect(readFileSync(join(dataDir, 'settings.json'), 'utf8')).toBe(settings)
    expect(settings).not.toContain(password)
  })
})
