// Makes the pictures of docs/pictures from the real app over a real Redis: `npm run pictures`, or
// `npm run pictures -- dark-zh` for those whose name holds that.
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, type Browser, type Page } from '@playwright/test'
import { startRedis, type RedisServer } from './redis-server.ts'
import { pictureSeed } from './picture-seed.ts'
import { usageSeed } from './usage-seed.ts'
import { userSeed } from './user-seed.ts'

interface Look {
  theme: 'light' | 'dark'
  language: 'en' | 'zh'
  size: '1280x800' | '900x600'
}

type State = 'sample' | 'full' | 'empty' | 'degraded' | 'away' | 'refused'

/** Pages of figures, by where they lie, and the states in which they are shown. */
const views: Record<string, { path: string; states: readonly State[] }> = {
  overview: { path: '/', states: ['full', 'sample', 'empty', 'degraded', 'away', 'refused'] },
  trends: { path: '/trends', states: ['full', 'empty', 'degraded', 'away', 'refused'] },
  apis: { path: '/apis', states: ['empty', 'degraded', 'away', 'refused'] },
  users: { path: '/users', states: ['sample', 'empty', 'refused'] },
  reports: { path: '/reports', states: ['sample', 'empty', 'away', 'refused'] },
  health: { path: '/health', states: ['empty', 'degraded', 'away', 'refused'] },
}

const folder = process.env['PICTURES'] ?? 'docs/pictures'
const zone = 'Asia/Shanghai'
const everyLook: Look[] = (['light', 'dark'] as const).flatMap((theme) =>
  (['en', 'zh'] as const).flatMap((language) =>
    (['1280x800', '900x600'] as const).map((size) => ({ theme, language, size })),
  ),
)
/** So many apps run at once: most of their time they wait. */
const atOnce = 3

/** Only pictures whose name holds this are made. */
const wanted = process.argv[2] ?? ''

const browser = await chromium.launch({
  executablePath: process.env['PLAYWRIGHT_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
await mkdir(folder, { recursive: true })
const tasks = [
  ...Object.keys(views).flatMap((view) => views[view]!.states.map((state) => () => takeView(view, state))),
  takeReports,
  takeExports,
  takeUsers,
  takeConnections,
  takeSettings,
  takeDiscovery,
  ...(['list', 'grouped', 'endpoint'] as const).map((view) => () => takeApis(view)),
  ...(['findings', 'well'] as const).map((state) => () => takeHealth(state)),
]
try {
  await Promise.all(Array.from({ length: atOnce }, takeTurns))
} finally {
  await browser.close()
}

async function takeTurns(): Promise<void> {
  for (let task = tasks.shift(); task; task = tasks.shift()) await task()
}

function nameOf(view: string, look: Look, state: string): string {
  return `${view}-${look.theme}-${look.language}-${look.size}${state && `-${state}`}`
}

/** The looks whose picture is wanted. */
function looksOf(view: string, state: string): Look[] {
  return everyLook.filter((look) => nameOf(view, look, state).includes(wanted))
}

/** A page of figures in one state. */
async function takeView(view: string, state: State): Promise<void> {
  if (looksOf(view, state).length === 0) return
  await withApp(async (page, redis) => {
    if (state === 'sample') await goTo(page, views[view]!.path)
    else {
      if (state !== 'empty') await redis.seed(pictureSeed(Date.now()))
      if (state === 'degraded') await loseHours(redis)
      await connect(page, redis.url)
      await goTo(page, views[view]!.path)
    }
    const stopTraffic = state === 'full' || state === 'sample' ? keepCounting(redis) : () => {}
    await page.waitForTimeout(8_000)
    if (state === 'away') {
      await redis.kill('SIGKILL')
      await page.waitForTimeout(12_000)
    }
    if (state === 'refused') {
      await redis.command('CONFIG', 'SET', 'requirepass', 'changed')
      await redis.command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
      await page.waitForTimeout(6_000)
    }
    await shoot(page, view, state)
    stopTraffic()
  })
}

/** Three hours of today and one endpoint of yesterday are gone, as an eviction takes them. */
async function loseHours(redis: RedisServer): Promise<void> {
  const hour = Math.floor(Date.now() / 3_600_000)
  for (const back of [3, 4, 5]) await redis.command('DEL', `stats:hour:${hour - back}:total`)
  await redis.command('DEL', `stats:day:${Math.floor(hour / 24) - 1}:api:/api/news`)
}

/** The page of connections: its list with a question, a test of a real Redis, the form, and what asks for a password. */
async function takeConnections(): Promise<void> {
  const states = ['first', 'list', 'tested', 'form', 'switcher', 'prompt']
  if (!states.some((state) => looksOf('connections', state).length > 0)) return
  await withApp(async (page, redis) => {
    const locked = await startRedis({ password: 'locked' })
    try {
      const go = (path: string): Promise<unknown> => page.goto(`${page.url().split('#')[0]}#${path}`)
      const take = (state: string): Promise<void> => shoot(page, 'connections', state)
      await redis.seed(pictureSeed(Date.now()))
      await go('/connections')
      await page.locator('.item').waitFor()
      await take('first')
      await call(page, 'saveConnection', {
        url: locked.url,
        name: 'Billing',
        colour: 'blue',
        password: 'old',
      })
      const { id } = await call(page, 'saveConnection', {
        url: redis.url,
        name: 'Production',
        colour: 'red',
        production: true,
      })
      await call(page, 'openConnection', { id })
      await page.locator('.question').waitFor()
      await take('list')
      await call(page, 'saveConnection', { id, reportZone: 'UTC' })
      await page.locator('input').first().fill(redis.url)
      await page.locator('form .actions button').nth(1).click()
      await page.locator('.verdict').waitFor()
      await take('tested')
      await go(`/connections?edit=${id}`)
      await page.locator('details summary').click()
      await take('form')
      await go('/')
      await page.locator('.switch').click()
      await page.locator('[role=option]').first().waitFor()
      await take('switcher')
      await page.keyboard.press('Escape')
      await go('/connections')
      await page.locator('.item .button').first().click()
      await page.locator('[role=dialog] input').waitFor()
      await take('prompt')
    } finally {
      await locked.stop()
    }
  })
}

/** The settings of a real Redis. */
async function takeSettings(): Promise<void> {
  if (looksOf('settings', '').length === 0) return
  await withApp(async (page, redis) => {
    await redis.seed(pictureSeed(Date.now()))
    await connect(page, redis.url)
    await goTo(page, '/settings')
    await page.waitForTimeout(3_000)
    await shoot(page, 'settings', '')
  })
}

/** How endpoints are found, after the first search. */
async function takeDiscovery(): Promise<void> {
  if (looksOf('discovery', '').length === 0) return
  await withApp(async (page, redis) => {
    await redis.seed(pictureSeed(Date.now()))
    await connect(page, redis.url)
    await goTo(page, '/')
    await page.waitForTimeout(6_000)
    await page.locator('.hot button[aria-haspopup=dialog]').click()
    await page.waitForTimeout(1_000)
    await shoot(page, 'discovery', '')
  })
}

/** The page of APIs over two weeks of counters. */
async function takeApis(view: 'list' | 'grouped' | 'endpoint'): Promise<void> {
  if (looksOf('apis', view).length === 0) return
  const queries = { list: '', grouped: '&group=pattern', endpoint: '&endpoint=/api/v1/weather' }
  await withApp(async (page, redis) => {
    await redis.seed(usageSeed(Date.now(), { expires: true }))
    await connect(page, redis.url)
    await page.goto(`${page.url().split('#')[0]}#/apis?zone=${encodeURIComponent(zone)}${queries[view]}`)
    await page.waitForTimeout(5_000)
    await shoot(page, 'apis', view)
  })
}

/** The health of counters that are as they should be, or of some that are not. */
async function takeHealth(state: 'findings' | 'well'): Promise<void> {
  if (looksOf('health', state).length === 0) return
  await withApp(async (page, redis) => {
    await redis.seed(usageSeed(Date.now(), { expires: state === 'well' }))
    if (state === 'findings') {
      const day = Math.floor(Date.now() / 86_400_000)
      await redis.command('SET', `stats:day:${day}:api:/api/v1/broken`, 'many')
    }
    await connect(page, redis.url)
    await goTo(page, '/health')
    await page.waitForTimeout(5_000)
    await shoot(page, 'health', state)
  })
}

/** The page of reports over nine weeks of counters: the month, one day, two days, weeks, the log, the reports of others, a rebuild, and the question that comes first. */
async function takeReports(): Promise<void> {
  const states = [
    'question',
    'month',
    'day',
    'compared',
    'weeks',
    'week',
    'runs',
    'others',
    'foreign',
    'rebuild',
    'revision',
  ]
  if (!states.some((state) => looksOf('reports', state).length > 0)) return
  await withApp(async (page, redis) => {
    const go = (query: string): Promise<unknown> => page.goto(`${page.url().split('#')[0]}#/reports?${query}`)
    const take = (state: string): Promise<void> => shoot(page, 'reports', state)
    const dayBack = (days: number): string =>
      new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
    await redis.seed(pictureSeed(Date.now()))
    for (const days of [4, 5, 6])
      await redis.seed({ [`report:daily:${dayBack(days)}`]: oldReport(dayBack(days)) })
    const { source } = await call(page, 'connect', { url: redis.url, name: 'Production' })
    await go('')
    await page.locator('.question').waitFor()
    await take('question')
    await call(page, 'saveConnection', { id: source!.id, reportZone: 'UTC' })
    await call(page, 'makeMissingReports', {})
    await page.locator('tbody .quality').first().waitFor()
    await take('month')
    await go(`date=${dayBack(2)}`)
    await page.locator('.passport').waitFor()
    await take('day')
    await go(`date=${dayBack(2)}&with=${dayBack(9)}`)
    await page.locator('.hint').first().waitFor()
    await take('compared')
    await go('show=weeks')
    await page.locator('tbody .open').first().waitFor()
    await take('weeks')
    await go(`show=weeks&period=${dayBack(9)}`)
    await page.locator('.tiles .change').waitFor()
    await take('week')
    await go('show=runs')
    await page.locator('tbody .of-what').first().waitFor()
    await take('runs')
    await go('show=others')
    await page.locator('tbody .open').first().waitFor()
    await take('others')
    await go(`show=others&other=${dayBack(5)}`)
    await page.locator('[role=dialog] pre').waitFor()
    await take('foreign')
    const day = `stats:day:${Math.floor(Date.now() / 86_400_000) - 2}`
    for (const key of [`${day}:total`, `${day}:api:/api/news`, `${day}:status:success`])
      await redis.command('INCRBY', key, 48_210)
    await go(`date=${dayBack(2)}`)
    // The first one exports, and stands before the report is read.
    await page.locator('.tools > .button').nth(1).click()
    await page.locator('[role=dialog] tbody').waitFor()
    await take('rebuild')
    await page.locator('[role=dialog] .is-primary').click()
    await page.locator('.revision').waitFor()
    await go(`date=${dayBack(2)}&revision=1`)
    await page.locator('.is-old').waitFor()
    await take('revision')
  })
}

/** The dialog that exports: a month with a day that has no report, and what was written. */
async function takeExports(): Promise<void> {
  const states = ['dialog', 'done']
  if (!states.some((state) => looksOf('export', state).length > 0)) return
  await withApp(async (page, redis) => {
    await redis.seed(pictureSeed(Date.now()))
    await connect(page, redis.url)
    await call(page, 'makeMissingReports', {})
    await page.goto(`${page.url().split('#')[0]}#/reports`)
    await page.locator('tbody .quality').first().waitFor()
    await page.locator('.lists > .button').click()
    await page.locator('[role=dialog] tbody td').first().waitFor()
    await page.locator('[role=dialog] input[type=checkbox]').first().check()
    await shoot(page, 'export', 'dialog')
    await page.locator('[role=dialog] .is-primary').click()
    await page.locator('[role=dialog] li a').first().waitFor()
    await shoot(page, 'export', 'done')
  })
}

/** A report as programs of before left them. */
function oldReport(date: string): string {
  const api_breakdown = { '/api/weather': 1_204_112, '/api/news': 683_020 }
  return JSON.stringify({ date, total_calls: 1_887_132, api_breakdown, success_rate: 0.9731 })
}

/** The page of users over nine weeks of counters: the question, a count that runs, what it shows, and all that once Redis is away. */
async function takeUsers(): Promise<void> {
  const states = ['question', 'running', 'counted', 'lower', 'away']
  if (!states.some((state) => looksOf('users', state).length > 0)) return
  await withApp(async (page, redis) => {
    const take = (state: string): Promise<void> => shoot(page, 'users', state)
    const counters = pictureSeed(Date.now())
    await redis.seed([...counters, ...userSeed(counters)])
    const { source } = await call(page, 'connect', { url: redis.url, name: 'Production' })
    await call(page, 'saveConnection', { id: source!.id, reportZone: 'UTC' })
    await goTo(page, '/users')
    await page.locator('.census .choice').first().waitFor()
    await take('question')
    await call(page, 'saveConnection', { id: source!.id, scanLimit: 2_000 })
    await call(page, 'chooseCensus', { choice: 'nightly' })
    await call(page, 'startCensus', {})
    await page.locator('.census [aria-valuenow]:not([aria-valuenow="0"])').waitFor()
    await take('running')
    await call(page, 'saveConnection', { id: source!.id, scanLimit: null })
    await page.locator('.top tbody tr').first().waitFor()
    await take('counted')
    await page.locator('.retention .summary').evaluate((one) => one.scrollIntoView({ block: 'start' }))
    await take('lower')
    await page.locator('main').evaluate((one) => one.scrollTo(0, 0))
    await redis.kill('SIGKILL')
    await page.locator('.notice').waitFor()
    await take('away')
  })
}

/** The page as it stands, in every look. */
async function shoot(page: Page, view: string, state: string): Promise<void> {
  for (const look of looksOf(view, state)) {
    const [width, height] = look.size.split('x').map(Number)
    await call(page, 'setPreferences', { theme: look.theme, language: look.language })
    await page.setViewportSize({ width: width!, height: height! })
    await page.waitForTimeout(1_500)
    await page.screenshot({ path: join(folder, `${nameOf(view, look, state)}.png`) })
    process.stdout.write(`${nameOf(view, look, state)}\n`)
  }
  await call(page, 'setPreferences', { theme: 'light', language: 'en' })
  await page.setViewportSize({ width: 1_280, height: 800 })
}

/** Connects, with the answer that reports go by UTC. */
async function connect(page: Page, url: string): Promise<void> {
  const { source } = await call(page, 'connect', { url, name: 'Production' })
  await call(page, 'saveConnection', { id: source!.id, reportZone: 'UTC' })
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(`${page.url().split('#')[0]}#${path}?zone=${encodeURIComponent(zone)}`)
}

interface Told {
  id: string
  source?: { id: string }
}

/** One method of the app, as the page calls it. */
async function call(page: Page, method: string, input: object): Promise<Told> {
  const answer = await page.evaluate(
    ([name, value]) =>
      (window as unknown as { bridge: { call(name: string, input: unknown): Promise<unknown> } }).bridge.call(
        name,
        value,
      ),
    [method, input] as const,
  )
  const { ok, value } = answer as { ok: boolean; value: Told }
  if (!ok) throw new Error(`The app did not do ${method}: ${JSON.stringify(answer)}`)
  return value
}

async function withApp(use: (page: Page, redis: RedisServer) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tallyscope-pictures-'))
  const redis = await startRedis()
  const host = spawn(process.execPath, ['electron/web.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TALLYSCOPE_DATA_DIR: dataDir },
  })
  const link = await new Promise<string>((resolve) =>
    createInterface(host.stdout).on('line', (line) => {
      if (line.startsWith('http')) resolve(line)
    }),
  )
  try {
    const page = await openPage(browser)
    await page.goto(link)
    await use(page, redis)
    await page.context().close()
  } finally {
    host.kill('SIGTERM')
    await redis.stop()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function openPage(from: Browser): Promise<Page> {
  const viewport = { width: 1_280, height: 800 }
  const context = await from.newContext({ viewport, locale: 'en-US', timezoneId: zone })
  return context.newPage()
}

/** Live traffic of about 190 calls a second until it is stopped. */
function keepCounting(redis: RedisServer): () => void {
  const timer = setInterval(() => {
    const seconds = Date.now() / 1_000
    const [minute, hour, day] = [60, 3_600, 86_400].map((width) => Math.floor(seconds / width))
    const calls = 35 + Math.round(Math.random() * 25)
    for (const key of [`stats:minute:${minute}`, `stats:hour:${hour}`, `stats:day:${day}`]) {
      void redis.command('INCRBY', `${key}:total`, calls)
      void redis.command('INCRBY', `${key}:api:/api/weather`, calls)
    }
    void redis.command('INCRBY', `stats:day:${day}:status:success`, calls)
  }, 250)
  return () => clearInterval(timer)
}
