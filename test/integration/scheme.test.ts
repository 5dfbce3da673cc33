import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CheckedConnectInput } from '../../shared/api.ts'
import type { Health } from '../../shared/health.ts'
import type { SchemeReport } from '../../shared/scheme.ts'
import { systemClock } from '../../electron/core/clock.ts'
import { testConnection } from '../../electron/core/source/connection-test.ts'
import { detectScheme } from '../../electron/core/source/detect-scheme.ts'
import { countBy, type Call } from '../support/calls.ts'
import { runCli } from '../support/cli.ts'
import { freePort, startRedis, type RedisServer } from '../support/redis-server.ts'
import { errorOf, inputFor, keptLog } from '../support/source-kit.ts'
import { commandCounts } from '../support/world.ts'
import { startWriter } from '../support/writer.ts'

let redis: RedisServer
let dataDir: string
const deps = { clock: systemClock(), log: keptLog() }

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cli-'))
  redis = await startRedis()
})
beforeEach(() => redis.restart())
afterAll(async () => {
  await redis?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const detect = (more: Partial<CheckedConnectInput> = {}): Promise<SchemeReport> =>
  detectScheme(inputFor(redis.url, more), deps)

/** Calls of the last three hours, at least one in each minute of the last quarter. */
function recentCalls(): Call[] {
  const now = Date.now()
  const ages = [
    ...Array.from({ length: 15 }, (_, i) => 60_000 * i),
    ...Array.from({ length: 60 }, (_, i) => 180_000 * i),
  ]
  return ages.map((age, i) => ({
    atMs: now - age,
    user: String(i % 7),
    // Every minute of the quarter has a call that is counted whole.
    endpoint: i < 15 ? '/a' : ['/a', '/b', '/shared'][i % 3]!,
    status: i % 20 === 0 ? 'error' : 'success',
  }))
}

async function write(calls: Call[], args: string[]): Promise<void> {
  const writer = startWriter(redis.port, args)
  await writer.write(calls)
  await writer.stop()
}

async function ask<T>(...args: string[]): Promise<{ code: number | null; document: T }> {
  const { code, stdout } = await runCli([...args, '--url', redis.url, '--json', '--archive', ':memory:'], {
    dataDir,
  })
  return { code, document: JSON.parse(stdout) as T }
}

describe('services that already run, whose EXPIRE names no key', () => {
  it('are read right, and health says what is wrong with them', async () => {
    const calls = recentCalls()
    await write(calls, ['--expiry', 'slip'])
    const from = new Date(Math.min(...calls.map(({ atMs }) => atMs))).toISOString().slice(0, 10)
    const { document: usage } = await ask<{ total: number; items: { endpoint: string; calls: number }[] }>(
      'apis',
      '--from',
      from,
    )
    expect(usage.total).toBe(calls.length)
    expect(usage.items.map(({ endpoint, calls: found }) => [endpoint, found])).toEqual(
      countBy(calls, 'endpoint'),
    )
    const { code, document: health } = await ask<Health>('health', '--strict')
    expect(code).toBe(3)
    expect(health.coverage).toEqual({ apis: 1, statuses: 1, users: null })
    expect(health.issues.map(({ code: issue, params }) => [issue, params?.['granularity']])).toEqual([
      ['no_expiry', 'minute'],
      ['no_expiry', 'hour'],
      ['no_expiry', 'day'],
    ])
    const report = await detect()
    expect(report.expiry.map(({ state }) => state)).toEqual(['missing', 'missing', 'missing'])
    expect(report.proposal).toMatchObject({ prefix: 'stats', bucketOffsetMinutes: 0, differs: [] })
  })

  it('are healthy once the EXPIRE names the counter', async () => {
    await write(recentCalls(), ['--expiry', 'key'])
    const { code, document } = await ask<Health>('health', '--strict')
    expect(document.issues).toEqual([])
    expect(code).toBe(0)
    expect(Math.abs(document.clockSkewMs!)).toBeLessThan(2_000)
    const { follows, expiry, sums } = await detect()
    expect(follows).toBe(true)
    expect(expiry.map(({ state }) => state)).toEqual(['right', 'right', 'right'])
    expect(sums.state).toBe('add_up')
  })
})

describe('the scheme of a source', () => {
  it('in local time, with minutes kept for a day and an endpoint missing from the total, is told with its keys', async () => {
    const args = [
      '--offset-minutes',
      '480',
      '--expiry',
      'key',
      '--minutes-kept',
      '86400',
      '--uncounted',
      '/shared',
    ]
    await write(recentCalls(), args)
    const report = await detect()
    expect(report.offset).toMatchObject({ minutes: 480, confidence: 'sure' })
    expect(report.offset.keys[0]).toMatch(/^stats:minute:\d+:total$/)
    expect(report.proposal).toMatchObject({ bucketOffsetMinutes: 480, differs: ['bucketOffsetMinutes'] })
    const minute = report.expiry.find(({ granularity }) => granularity === 'minute')!
    expect(minute.state).toBe('short')
    expect(Math.round(minute.keptHours!)).toBe(24)
    expect(report.sums).toMatchObject({ state: 'endpoint_not_in_total', endpoint: '/shared' })
    expect(report.issues.map(({ code }) => code).sort()).toEqual([
      'endpoint_not_in_total',
      'offset_differs',
      'short_expiry',
    ])
    const { document } = await ask<Health>('health')
    expect(document.issues.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['endpoint_not_in_total', 'offset_differs', 'short_expiry']),
    )
    const settled = await detect({ bucketOffsetMinutes: 480 })
    expect(settled.proposal?.differs).toEqual([])
  })

  it('under another prefix is proposed with keys that stand there', async () => {
    await write(recentCalls(), ['--prefix', 'app:counts'])
    await redis.command('SET', 'daily:2026-01-02', JSON.stringify({ date: '2026-01-02', total_calls: 5 }))
    const report = await detect()
    expect(report).toMatchObject({
      follows: true,
      reportPrefix: 'daily',
      proposal: { prefix: 'app:counts', reportPrefix: 'daily', differs: ['prefix', 'reportPrefix'] },
    })
    expect(report.prefixes[0]!.prefix).toBe('app:counts')
    expect(report.prefixes[0]!.examples[0]).toMatch(/^app:counts:(minute|hour|day):/)
    expect(report.issues.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['prefix_differs', 'report_prefix_differs']),
    )
  })

  it('that keys under the prefix do not follow is said', async () => {
    await redis.seed({ 'stats:2026-11-24:total': '5', 'stats:2026-11-24:/a': '5' })
    const report = await detect()
    expect(report).toMatchObject({ follows: false, proposal: null })
    expect(report.issues).toMatchObject([{ code: 'not_the_scheme', severity: 'problem' }])
  })

  it('of an empty database is unknown', async () => {
    const report = await detect()
    expect(report).toMatchObject({ follows: null, proposal: null, prefixes: [], issues: [] })
    expect(report.offset).toEqual({ minutes: null, confidence: 'unknown', keys: [] })
  })

  it('does not take services that have been silent for 90 minutes for others that count in local time', async () => {
    await write(
      Array.from({ length: 60 }, (_, i) => ({
        atMs: Date.now() - 90 * 60_000 - i * 60_000,
        user: '1',
        endpoint: '/a',
        status: 'success',
      })),
      [],
    )
    const report = await detect()
    expect(report.offset).toMatchObject({ minutes: null, confidence: 'unknown' })
    expect(report.proposal).toMatchObject({ bucketOffsetMinutes: 0, differs: [] })
    expect(report.issues.map(({ code }) => code)).not.toContain('offset_differs')
  })

  it('is looked for among at most 10,000 keys, and the connection test takes the same one sample', async () => {
    await redis.seed(Array.from({ length: 40_000 }, (_, i): [string, string] => [`foreign:${i}`, 'x']))
    await write(recentCalls(), [])
    await redis.command('CONFIG', 'RESETSTAT')
    const report = await detect()
    expect(report.looked.keys).toBeLessThanOrEqual(10_000)
    expect(report.looked.isWhole).toBe(false)
    // Few counters are in a sample of so many others: the running minutes are looked up by name.
    expect(report).toMatchObject({ follows: true, offset: { minutes: 0 } })
    const scans = (await commandCounts(redis)).get('scan')!
    expect(scans).toBeLessThanOrEqual(40)
    const { scheme } = await testConnection(inputFor(redis.url), deps)
    expect(scheme?.follows).toBe(true)
    expect((await commandCounts(redis)).get('scan')! - scans).toBeLessThanOrEqual(40)
  })

  it('of an address that does not answer is a typed error', async () => {
    const failing = detectScheme(inputFor(`redis://127.0.0.1:${await freePort()}`), deps)
    expect((await errorOf(failing)).code).toBe('unreachable')
  })
})
