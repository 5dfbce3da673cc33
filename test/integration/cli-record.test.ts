import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startCore } from '../../electron/core/index.ts'
import { makeCalls } from '../support/calls.ts'
import { runCli, type CliOptions, type CliRun } from '../support/cli.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { countersIn, empty, recordedKeys } from '../support/recorded.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { keptLog, until } from '../support/source-kit.ts'

const atMs = Date.parse('2096-02-29T13:41:07Z')

let redis: RedisServer
let dataDir: string

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cli-record-'))
  redis = await startRedis()
})
afterEach(() => empty(redis))
afterAll(async () => {
  await redis.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

function record(
  input: Iterable<string | Buffer>,
  args: string[] = [],
  options: Partial<CliOptions> = {},
): Promise<CliRun> {
  return runCli(['record', '--url', redis.url, ...args], { dataDir, input, ...options })
}

const lineOf = (call: object): string => `${JSON.stringify(call)}\n`
const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? ''

describe('record', () => {
  it('counts calls from stdin, at an instant in seconds, as text, or now', async () => {
    const { code, stdout, stderr } = await record(
      [
        lineOf({ at: 3981361267, user: '42', endpoint: '/a', status: 'success' }),
        lineOf({ at: 3981361267.75, user: 42, endpoint: '/a', status: 200 }),
        lineOf({ at: '2096-02-29T15:41:07.250+02:00', user: '7', endpoint: '/b', status: 'success' }),
        lineOf({ user: 'now', endpoint: '/now', status: 'success' }).trimEnd(),
      ],
      ['--json'],
    )
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual({
      source: `${redis.url}/0`,
      sample: false,
      issues: [],
      recorded: 4,
      rejected: [],
      uncertain: 0,
      dropped: 0,
    })
    expect(code).toBe(0)
    const calls = [
      { atMs, user: '42', endpoint: '/a', status: 'success' },
      { atMs, user: '42', endpoint: '/a', status: '200' },
      { atMs, user: '7', endpoint: '/b', status: 'success' },
    ]
    const counters = await countersIn(redis)
    for (const [key, count] of recordedKeys(calls)) expect([key, counters.get(key)]).toEqual([key, count])
    const today = Math.floor(Date.now() / 86_400_000)
    const ofNow = [today - 1, today].map((day) => counters.get(`stats:day:${day}:user:now`) ?? 0)
    expect(ofNow[0]! + ofNow[1]!).toBe(1)
  })

  it('skips blank lines, names bad ones by their number, and goes on', async () => {
    const good = lineOf({ at: 3981361267, user: '1', endpoint: '/a', status: 'ok' })
    const lines = [
      good,
      '\n',
      '   \r\n',
      'not json\n',
      '["a", "list"]\n',
      lineOf({ user: '1', endpoint: '/a' }),
      lineOf({ user: { id: 1 }, endpoint: '/a', status: 'ok' }),
      lineOf({ at: '2096-02-29 13:41', user: '1', endpoint: '/a', status: 'ok' }),
      lineOf({ at: 3981361267000, user: '1', endpoint: '/a', status: 'ok' }),
      lineOf({ at: -1, user: '1', endpoint: '/a', status: 'ok' }),
      lineOf({ at: 1_000_000_000, user: '1', endpoint: '/a', status: 'ok' }),
      Buffer.concat([
        Buffer.from('{"user":"'),
        Buffer.from([0xff]),
        Buffer.from('","endpoint":"/a","status":"ok"}\n'),
      ]),
      lineOf({ user: 'x'.repeat(1_100_000), endpoint: '/a', status: 'ok' }),
      good.trimEnd(),
    ]
    const { code, stdout, stderr } = await record(lines, ['--json'])
    const { recorded, rejected, issues } = JSON.parse(stdout) as {
      recorded: number
      rejected: { line: number; why: string }[]
      issues: { code: string }[]
    }
    expect([code, recorded]).toEqual([0, 2])
    expect(rejected.map(({ line }) => line)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
    const why = new Map(rejected.map((each) => [each.line, each.why]))
    expect(why.get(4)).toMatch(/no JSON object/)
    expect(why.get(6)).toMatch(/"status" is missing/)
    expect(why.get(7)).toMatch(/"user" is missing/)
    for (const line of [8, 9, 10]) expect(why.get(line)).toMatch(/"at" is neither/)
    expect(why.get(11)).toMatch(/older than counters are kept/)
    for (const line of [12, 13]) expect(why.get(line)).toMatch(/longer than 1 MB or not UTF-8/)
    expect(issues.map((issue) => issue.code)).toEqual(['rejected_lines'])
    expect(stderr).toMatch(/line 4: /)
    expect(await redis.command('GET', 'stats:day:46080:total')).toBe('2')
  })

  it('tells people how many, and ends with 3 under --strict where lines were bad', async () => {
    const { code, stdout } = await record(
      ['nothing\n', lineOf({ user: 1, endpoint: '/a', status: 'ok' })],
      ['--strict'],
    )
    expect(code).toBe(3)
    expect(stdout).toMatch(/^Recorded 1 calls\.\n/)
    expect(stdout).toMatch(/1 lines could not be used/)
  })

  it('counts under another prefix names of every kind', async () => {
    const names = ['', '__proto__', '天气/😀', 'two\nlines', '\u001b[31mred', 'a:b:*[c]', '\\xff']
    const calls = names.map((name) => ({ atMs, user: name, endpoint: name, status: name }))
    const lines = calls.map(({ user, endpoint, status }) =>
      lineOf({ at: 3981361267, user, endpoint, status }),
    )
    expect((await record(lines, ['--prefix', 'own'])).code).toBe(0)
    expect(await countersIn(redis, 'own')).toEqual(recordedKeys(calls, 'own'))
  })

  it('tells what became of calls whose answer was lost', async () => {
    const proxy = await startFaultProxy(redis)
    const calls = makeCalls({ seed: 'cli', fromMs: atMs, toMs: atMs + 60_000, count: 2_000 })
    const lines = calls.map(({ atMs: ms, ...call }) => lineOf({ at: ms / 1_000, ...call }))
    proxy.set({ kind: 'reset' }, ['exec'])
    const { stdout } = await record(lines, ['--json', '--url', proxy.url], {
      onStart: () =>
        void until(
          async () => (await redis.command('GET', 'stats:day:46080:total')) !== null,
          'it is sent',
        ).then(() => proxy.set({ kind: 'none' })),
    })
    await proxy.stop()
    const answer = JSON.parse(stdout) as {
      recorded: number
      uncertain: number
      dropped: number
      issues: object[]
    }
    expect(answer.uncertain).toBeGreaterThan(0)
    expect([answer.recorded + answer.uncertain, answer.dropped]).toEqual([2_000, 0])
    expect(answer.issues).toMatchObject([{ code: 'uncertain_calls' }])
    const counters = await countersIn(redis)
    const missing = [...recordedKeys(calls)].map(([key, count]) => count - (counters.get(key) ?? 0))
    expect(Math.min(...missing)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...missing)).toBeLessThanOrEqual(answer.uncertain)
  })

  it('holds no more in memory of a hundred megabytes of lines than of the first three', async () => {
    const few = await peakKbOf(10_000)
    const many = await peakKbOf(300_000)
    expect(many - few).toBeLessThan(40_000)
  })
})

/** The most memory that the program had while it recorded so many lines of 350 bytes, with little room for garbage. */
async function peakKbOf(lines: number): Promise<number> {
  let peak = 0
  const { stdout } = await record(linesOf(lines), ['--json'], {
    env: { NODE_OPTIONS: '--max-old-space-size=64 --max-semi-space-size=2' },
    onStart: (child) => {
      const look = (): void => {
        const status = existsSync(`/proc/${child.pid}/status`)
          ? readFileSync(`/proc/${child.pid}/status`, 'utf8')
          : ''
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0))
      }
      const timer = setInterval(look, 5)
      child.once('exit', () => clearInterval(timer))
    },
  })
  expect(JSON.parse(stdout)).toMatchObject({ recorded: lines, rejected: [] })
  return peak
}

function* linesOf(count: number): Generator<string> {
  const note = 'x'.repeat(250)
  for (let from = 0; from < count; from += 1_000) {
    let text = ''
    for (let i = from; i < from + 1_000; i++) {
      text += `{"at":3981361267,"user":"${i % 20_000}","endpoint":"/api/${i % 500}","status":"success","note":"${note}"}\n`
    }
    yield text
  }
}

describe('record to a saved connection', () => {
  it('counts by its prefix and offset, with the password of the environment', async () => {
    const password = 'hunter22-canary'
    const locked = await startRedis({ password })
    const { api, stop } = await startCore({
      host: 'electron',
      version: '0.0.0',
      dataDir,
      log: keptLog(),
      emit: () => undefined,
    })
    await api.saveConnection({
      url: locked.url,
      name: 'orders',
      password,
      prefix: 'shop',
      bucketOffsetMinutes: 345,
    })
    await stop()
    const run = (args: string[], options: Partial<CliOptions> = {}): Promise<CliRun> =>
      runCli(['record', '--connection', 'orders', '--json', ...args], {
        dataDir,
        input: [lineOf({ at: 3981361267, user: 1, endpoint: '/a', status: 'ok' })],
        ...options,
      })
    const { stdout, stderr } = await run([], { password })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject({ source: 'orders', recorded: 1 })
    expect(await locked.command('GET', 'shop:hour:1105939:total')).toBe('1')
    const refused = await run([])
    expect([refused.code, refused.stdout]).toEqual([1, ''])
    expect(refused.stderr).toMatch(/TALLYSCOPE_PASSWORD/)
    await locked.stop()
  })
})

describe('record that cannot', () => {
  it.each([
    [['--now', '2026-11-22T13:41:07Z'], /--now does not belong to "record"/],
    [['--url', 'sample:'], /sample data cannot be written to/],
    [['--top', '3'], /--top does not belong/],
  ])('%j is wrong usage', async (args, words) => {
    const { code, stdout, stderr } = await record([], args)
    expect([code, stdout]).toEqual([2, ''])
    expect(lastLine(stderr)).toMatch(words)
  })

  it('reach Redis ends with 1 and says what to look at', async () => {
    const gone = await startRedis()
    await gone.stop()
    const { code, stdout, stderr } = await record(['{}\n'], ['--json', '--url', gone.url])
    expect([code, stdout]).toEqual([1, ''])
    expect(lastLine(stderr)).toMatch(/Nothing answers at redis:\/\/127\.0\.0\.1/)
  })

  it('write for want of rights ends with 1, and keeps the password secret', async () => {
    await redis.command(
      'ACL',
      'SETUSER',
      'reader',
      'on',
      '>hunter22-canary',
      '~*',
      '+@read',
      '+ping',
      '+hello',
      '+auth',
    )
    const url = `redis://reader:hunter22-canary@127.0.0.1:${redis.port}`
    const { code, stdout, stderr } = await record(
      [lineOf({ user: 1, endpoint: '/a', status: 'ok' })],
      ['--json', '--url', url],
    )
    expect([code, stdout]).toEqual([1, ''])
    expect(lastLine(stderr)).toMatch(/NOPERM.*0 were recorded, 1 were not/)
    expect(stderr).not.toContain('hunter22')
  })
})
