import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runCli, type CliRun } from '../support/cli.ts'
import { startRedis, type RedisServer, type SeedEntry } from '../support/redis-server.ts'

const now = '2026-11-22T13:41:07Z'
const password = 'hunter22-canary'
const year = 31_536_000

let redis: RedisServer
let locked: RedisServer
let dataDir: string

beforeAll(async () => {
  redis = await startRedis()
  locked = await startRedis({ password })
})
afterAll(async () => {
  await redis?.stop()
  await locked?.stop()
})
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cli-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const run = (...args: string[]): Promise<CliRun> => runCli(args, { dataDir })
const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? ''

function expectFailure({ code, stdout, stderr }: CliRun, expectedCode: number, words: RegExp): void {
  expect(lastLine(stderr)).toMatch(words)
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(stderr).not.toContain(password)
  expect(stdout).toBe('')
  expect(code).toBe(expectedCode)
}

/** Counters of 2026-11-22 (day 20,779), hour 13 and its minute 41, under names that are odd in every way. */
const oddNames: [raw: string | Buffer, shown: string][] = [
  ['__proto__', '__proto__'],
  ['', ''],
  ['/天气/😀', '/天气/😀'],
  ['two\nlines "and" quotes', 'two\nlines "and" quotes'],
  ['\u001b[31mred', '\u001b[31mred'],
  ['a:b:*[c]', 'a:b:*[c]'],
  [Buffer.from([0x2f, 0xff, 0xfe]), '/\\xff\\xfe'],
  ['\\xff', '\\x5cxff'],
  ['x'.repeat(65_536), 'x'.repeat(65_536)],
]

function seedOfOddNames(): SeedEntry[] {
  const entries: SeedEntry[] = []
  const total = oddNames.length * 10
  for (const [bucket, ttl] of [
    ['stats:day:20779', year],
    ['stats:hour:498709', 2_592_000],
    ['stats:minute:29922581', 604_800],
  ] as const) {
    entries.push([`${bucket}:total`, String(total), ttl])
    for (const [raw] of oddNames) {
      entries.push([Buffer.concat([Buffer.from(`${bucket}:api:`), Buffer.from(raw)]), '10', ttl])
    }
  }
  entries.push(['stats:day:20779:status:success', String(total - 9), year])
  entries.push(['stats:day:20779:status:error', '9', year])
  return entries
}

describe('a command line that is wrong', () => {
  it.each([
    [[], /Which command/],
    [['overview'], /Which Redis\? Write --url/],
    [['export', '--url', 'redis://h'], /Which days\?/],
    [['overview', '--url', 'redis://h', '--zone', 'Nowhere/None'], /--zone/],
    [['overview', '--url', `http://:${password}@h`], /known scheme/],
    [['overview', '--url', `redis://:${password}@127.0.0.1:99999`, '--json'], /port/],
    [['overview', `redis://:${password}@127.0.0.1`], /--url/],
    [['overview', '--connection', 'orders'], /no saved connection/],
    [['overview', '--url', 'redis://h', '--sentinel', 'm'], /not in this version/],
  ])('ends with 2 and says what to write: %j', async (args, words) => {
    expectFailure(await run(...args), 2, words)
  })
})

describe('a command line that fails', () => {
  it('on a wrong or missing password ends with 1, says so and keeps it secret', async () => {
    const at = `127.0.0.1:${locked.port}`
    expectFailure(await run('overview', '--json', '--url', `redis://:${password}x@${at}`), 1, /password/i)
    expectFailure(await run('overview', '--json', '--url', `redis://${at}`), 1, /password/i)
  })

  it('where nothing listens ends with 1 and names the place without the password', async () => {
    const silent = await startRedis()
    await silent.stop()
    const url = `redis://:${password}@127.0.0.1:${silent.port}`
    expectFailure(
      await run('trend', '--range', 'hour', '--url', url),
      1,
      new RegExp(`127.0.0.1:${silent.port}`),
    )
  })

  it('on a server that never answers ends with 1', async () => {
    const sockets = new Set<Socket>()
    const mute = createServer((socket) => sockets.add(socket.on('error', () => undefined)))
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    const { port } = mute.address() as AddressInfo
    expectFailure(await run('overview', '--json', '--url', `redis://127.0.0.1:${port}`), 1, /answer/)
    for (const socket of sockets) socket.destroy()
    mute.close()
  })

  it('on an archive that cannot be used ends with 1 and leaves it alone', async () => {
    const file = join(dataDir, 'letter.txt')
    writeFileSync(file, 'Dear reader, '.repeat(400))
    expectFailure(await run('overview', '--json', '--url', redis.url, '--archive', file), 1, /not an archive/)
    expect(readdirSync(dataDir)).toEqual(['letter.txt'])
  })

  it('takes the address from the environment, and keeps its password secret', async () => {
    const at = `127.0.0.1:${locked.port}`
    const wrong = await runCli(['overview'], { dataDir, url: `redis://:${password}x@${at}` })
    expectFailure(wrong, 1, /password/i)
    const right = await runCli(['overview', '--json'], { dataDir, url: `redis://:${password}@${at}` })
    expect(right.code).toBe(0)
    expect(right.stdout + right.stderr).not.toContain(password)
  })
})

describe('an answer', () => {
  beforeAll(() => redis.seed(seedOfOddNames()))

  it('in JSON names every endpoint as it is', async () => {
    const { code, stdout } = await run('overview', '--url', redis.url, '--now', now, '--json', '--top', '50')
    expect(code).toBe(0)
    const { hotApis, today } = JSON.parse(stdout) as {
      today: { calls: number; successRate: number }
      hotApis: { endpoint: string; calls: number; share: number }[]
    }
    expect(today).toMatchObject({ calls: 90, successRate: 0.9 })
    expect(new Map(hotApis.map(({ endpoint, calls }) => [endpoint, calls]))).toEqual(
      new Map(oddNames.map(([, shown]) => [shown, 10])),
    )
  })

  it('for people shows odd names in one line each, harmless and aligned', async () => {
    const { code, stdout } = await run('overview', '--url', redis.url, '--now', now, '--top', '50')
    expect(code).toBe(0)
    expect(stdout).not.toContain('\u001b')
    for (const shown of [
      '""',
      '/天气/😀',
      'two\\nlines "and" quotes',
      '\\u{1b}[31mred',
      '/\\xff\\xfe',
      '\\x5cxff',
    ]) {
      expect(stdout).toContain(`  ${shown}  `)
    }
    expect(stdout).toMatch(/Today, 2026-11-22 +90 {2}calls/)
    expect(stdout).toMatch(/success +90\.00% {2}81 success, 9 error/)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThan(200)
  })

  it('of a trend finds an endpoint by the name that the overview gave it', async () => {
    for (const [, shown] of oddNames) {
      if (shown.length > 60_000) continue
      const { stdout } = await run(
        'trend',
        '--range',
        'minute',
        `--endpoint=${shown}`,
        '--url',
        redis.url,
        '--now',
        now,
        '--json',
      )
      const { points, endpoint } = JSON.parse(stdout) as {
        endpoint: string
        points: { calls: number | null }[]
      }
      expect(endpoint).toBe(shown)
      expect(points.at(-1)).toMatchObject({ calls: 10, partial: true })
    }
  })

  it('under --strict ends with 3 where it has issues and with 0 where it has none', async () => {
    const clean = await run('overview', '--url', redis.url, '--now', now, '--json', '--strict')
    expect(JSON.parse(clean.stdout)).toMatchObject({ issues: [] })
    expect(clean.code).toBe(0)
    await redis.seed([['stats:hour:498708:total', '12 or so', 3_000]])
    try {
      const args = ['overview', '--url', redis.url, '--now', now, '--json']
      const strict = await run(...args, '--strict')
      const { issues } = JSON.parse(strict.stdout) as { issues: { code: string; key?: string }[] }
      expect(issues).toContainEqual(
        expect.objectContaining({ code: 'bad_value', key: 'stats:hour:498708:total' }),
      )
      expect(strict.code).toBe(3)
      expect((await run(...args)).code).toBe(0)
    } finally {
      await redis.command('DEL', 'stats:hour:498708:total')
    }
  })

  it('is the same from a saved connection, found by its name', async () => {
    const saved = { name: 'orders', prefix: 'stats', reportPrefix: 'report:daily', bucketOffsetMinutes: 0 }
    const save = (connection: object): void =>
      writeFileSync(join(dataDir, 'settings.json'), JSON.stringify({ connection }))
    save({ ...saved, url: redis.url, hadPassword: false })
    const { stdout } = await run('overview', '--connection', 'orders', '--now', now, '--json')
    expect(JSON.parse(stdout)).toMatchObject({ source: 'orders', today: { calls: 90 } })
    save({ ...saved, url: redis.url, hadPassword: true })
    expectFailure(await run('overview', '--connection', 'orders', '--json'), 1, /TALLYSCOPE_PASSWORD/)
    expectFailure(await run('overview', '--connection', 'other', '--json'), 2, /saved is "orders"/)
  })

  it('reads counters under another prefix', async () => {
    await redis.seed([
      ['odd*[x]:day:20779:total', '7', year],
      ['odd*[x]:hour:498709:total', '7', 2_592_000],
    ])
    const { stdout } = await run(
      'overview',
      '--prefix',
      'odd*[x]',
      '--url',
      redis.url,
      '--now',
      now,
      '--json',
    )
    expect(JSON.parse(stdout)).toMatchObject({ today: { calls: 7 } })
  })

  it('begins a new archive where another Redis stands behind the address, and says so', async () => {
    const args = ['overview', '--url', redis.url, '--prefix', 'moved', '--now', now, '--json']
    const day = (number: number, calls: string): SeedEntry => [`moved:day:${number}:total`, calls, year]
    await redis.seed([day(20_776, '1000'), day(20_777, '1000'), day(20_778, '1000')])
    expect((await run(...args)).stderr).toBe('')
    await redis.seed([day(20_777, '10')])
    const second = await run(...args)
    expect(second.stderr).toMatch(/new archive/)
    expect(JSON.parse(second.stdout)).toMatchObject({
      issues: expect.arrayContaining([expect.objectContaining({ code: 'new_archive' })]) as unknown,
    })
    expect(second.code).toBe(0)
    expect(readdirSync(join(dataDir, 'archives')).filter((name) => name.endsWith('.sqlite'))).toHaveLength(2)
    expect((await run(...args)).stderr).toBe('')
  })

  it('sends Redis nothing that writes, and never KEYS', async () => {
    await redis.command('CONFIG', 'RESETSTAT')
    await run('overview', '--url', redis.url, '--now', now)
    await run('trend', '--range', 'hour', '--url', redis.url, '--now', now)
    const stats = String(await redis.command('INFO', 'commandstats'))
    const sent = new Set([...stats.matchAll(/^cmdstat_([a-z]+)/gm)].map(([, name]) => name))
    const reading = [
      'auth',
      'hello',
      'client',
      'config',
      'select',
      'time',
      'info',
      'role',
      'ping',
      'dbsize',
      'acl',
    ]
    const counters = [
      'get',
      'mget',
      'strlen',
      'getrange',
      'type',
      'ttl',
      'scan',
      'zrevrange',
      'zrange',
      'zcard',
      'exists',
      'quit',
    ]
    expect([...sent].filter((name) => ![...reading, ...counters].includes(name!))).toEqual([])
    expect(sent).toContain('mget')
  })

  it('may lose its reader without a word', async () => {
    const { code, stderr } = await runCli(['trend', '--range', 'minute', '--url', redis.url, '--now', now], {
      dataDir,
      onStart: (child) => child.stdout?.destroy(),
    })
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })
})

describe('Ctrl-C', () => {
  it('ends a command with 130 and nothing on stdout', async () => {
    const mute = createServer((socket) => socket.on('error', () => undefined))
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    const { port } = mute.address() as AddressInfo
    const ended = runCli(['overview', '--json', '--url', `redis://127.0.0.1:${port}`], {
      dataDir,
      onStart: (child) => mute.once('connection', () => child.kill('SIGINT')),
    })
    expect(await ended).toMatchObject({ code: 130, stdout: '', stderr: '' })
    mute.close()
  })
})

describe('help and version', () => {
  it('go to stdout and end with 0', async () => {
    const help = await run('--help')
    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(help.stdout).toMatch(/overview[\s\S]*trend[\s\S]*web/)
    expect((await run('help', 'trend')).stdout).toMatch(/--range/)
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('web', () => {
  it('prints one link that opens the app, until Ctrl-C', async () => {
    let status = 0
    const ended = await runCli(['web'], {
      dataDir,
      onStdout: (child, stdout) => {
        if (!stdout.endsWith('\n')) return
        void fetch(stdout.trim(), { redirect: 'manual' })
          .then((response) => (status = response.status))
          .finally(() => child.kill('SIGINT'))
      },
    })
    expect(ended.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=\S+\n$/)
    expect(ended.code).toBe(0)
    expect(status).toBe(303)
  })

  it('on an address that refuses ends with 1 and keeps its password secret', async () => {
    const url = `redis://:${password}x@127.0.0.1:${locked.port}`
    expectFailure(await run('web', '--url', url), 1, /password/i)
    expectFailure(await runCli(['web'], { dataDir, url }), 1, /password/i)
  })

  it('on a port that is taken ends with 1 and says so', async () => {
    expectFailure(await run('web', '--port', String(redis.port)), 1, /taken/)
  })
})
