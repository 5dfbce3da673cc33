import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { countCalls } from '../e2e/fixtures-traffic.ts'
import { runCli, type CliOptions, type CliRun } from '../support/cli.ts'
import { expect, test as base } from './fixtures.ts'

const noDisplay = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined }

const test = base.extend<{ run: (args: string[], options?: Partial<CliOptions>) => Promise<CliRun> }>({
  run: async ({ packed, dataDir }, use) => {
    const home = { HOME: dataDir, XDG_CONFIG_HOME: dataDir, XDG_CACHE_HOME: dataDir }
    await use((args, options) =>
      runCli(args, { dataDir, program: packed.command, env: { ...noDisplay, ...home }, ...options }),
    )
  },
})

test('without a display a command answers on stdout, and says nothing else', async ({ run, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 30 })
  await countCalls(redis, { endpoint: '/api/news', status: 'error', count: 10 })
  const { code, stdout, stderr } = await run(['overview', '--url', redis.url, '--zone', 'UTC', '--json'])
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^\{.*\}\n$/)
  expect(JSON.parse(stdout)).toMatchObject({
    today: { calls: 40, successRateUtcDay: 0.75 },
    hotApis: [
      { endpoint: '/api/weather', calls: 30 },
      { endpoint: '/api/news', calls: 10 },
    ],
  })
})

test('the exit codes are those of the command line', async ({ run, redis }) => {
  const codeOf = async (...args: string[]): Promise<number | null> => (await run(args)).code
  await redis.command('SET', `stats:day:${Math.floor(Date.now() / 86_400_000)}:total`, 'many')
  expect(await codeOf('--version')).toBe(0)
  expect(await codeOf('overview', '--url', 'redis://127.0.0.1:1')).toBe(1)
  expect(await codeOf('overwiev')).toBe(2)
  expect(await codeOf('overview', '--url', redis.url, '--strict')).toBe(3)
})

test('options that Chromium or Node would know are the command’s own', async ({ run }) => {
  const { code, stdout, stderr } = await run(['overview', '--url', 'sample:', '--inspect'])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain('There is no option --inspect.')
})

test('a command leaves in the data folder what belongs to the program alone', async ({
  run,
  redis,
  dataDir,
}) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 1 })
  expect((await run(['overview', '--url', redis.url])).code).toBe(0)
  expect(await readdir(dataDir)).toEqual(['archives'])
})

test('the program is not to be had as Node, nor by its options', async ({ run, dataDir }) => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  const { stdout } = await run(['--version'], {
    env: { ...noDisplay, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${dataDir}/none.cjs` },
  })
  expect(stdout).toBe(`${version}\n`)
})

test('the browser host gives the page out of the package until Ctrl-C', async ({ run }) => {
  let answered: Promise<string> | null = null
  const { code } = await run(['web', '--url', 'sample:'], {
    onStdout: (child, stdout) => {
      if (!stdout.endsWith('\n')) return
      answered ??= pageBehind(stdout.trim()).finally(() => child.kill('SIGINT'))
    },
  })
  expect(await answered).toContain('<title>Tallyscope</title>')
  expect(code).toBe(0)
})

/** Exchanges the token of the link for the session's cookie, as a browser does, and loads the page. */
async function pageBehind(link: string): Promise<string> {
  const { status, headers } = await fetch(link, { redirect: 'manual' })
  expect(status).toBe(303)
  const cookie = headers.get('set-cookie')!.split(';')[0]!
  const page = await fetch(new URL('/', link), { headers: { cookie } })
  return page.text()
}
