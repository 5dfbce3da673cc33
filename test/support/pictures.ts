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

interface Look {
  theme: 'light' | 'dark'
  language: 'en' | 'zh'
  size: '1280x800' | '900x600'
}

type State = 'sample' | 'full' | 'empty' | 'away' | 'refused'

/** Pages of figures, by where they lie. */
const paths = { overview: '/', trends: '/trends' }
type View = keyof typeof paths

const folder = process.env['PICTURES'] ?? 'docs/pictures'
const zone = 'Asia/Shanghai'
const everyLook: Look[] = (['light', 'dark'] as const).flatMap((theme) =>
  (['en', 'zh'] as const).flatMap((language) =>
    (['1280x800', '900x600'] as const).map((size) => ({ theme, language, size })),
  ),
)
const twoLooks: Look[] = [
  { theme: 'light', language: 'en', size: '1280x800' },
  { theme: 'dark', language: 'zh', size: '900x600' },
]

/** Only pictures whose name holds this are made. */
const wanted = process.argv[2] ?? ''

const browser = await chromium.launch({
  executablePath: process.env['PLAYWRIGHT_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
await mkdir(folder, { recursive: true })
try {
  for (const view of ['overview', 'trends'] as const) {
    for (const look of everyLook) await takeView(view, 'full', look)
  }
  for (const state of ['sample', 'empty', 'away', 'refused'] as const) {
    for (const look of twoLooks) await takeView('overview', state, look)
  }
  for (const state of ['empty', 'away'] as const) {
    for (const look of twoLooks) await takeView('trends', state, look)
  }
  for (const look of twoLooks) await takeConnections(look)
  for (const look of twoLooks) await takeSettings(look)
  for (const look of twoLooks) await takeDiscovery(look)
  for (const look of everyLook) {
    await takeApis('list', look)
    await takeHealth('findings', look)
  }
  for (const look of twoLooks) {
    await takeApis('grouped', look)
    await takeApis('endpoint', look)
    await takeHealth('well', look)
  }
} finally {
  await browser.close()
}

/** A page of figures in one state and look. */
async function takeView(view: View, state: State, look: Look): Promise<void> {
  const name = `${view}-${look.theme}-${look.language}-${look.size}-${state}`
  if (!name.includes(wanted)) return
  await withApp(look, async (page, redis) => {
    if (state !== 'sample') {
      if (state !== 'empty') await redis.seed(pictureSeed(Date.now()))
      await connect(page, redis.url)
      await goTo(page, paths[view])
    }
    const stopTraffic = state === 'full' || state === 'sample' ? keepCounting(redis) : () => {}
    await page.waitForTimeout(8_000)
    stopTraffic()
    if (state === 'away') {
      await redis.kill('SIGKILL')
      await page.waitForTimeout(12_000)
    }
    if (state === 'refused') {
      await redis.command('CONFIG', 'SET', 'requirepass', 'changed')
      await redis.command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
      await page.waitForTimeout(6_000)
    }
    await shoot(page, name)
  })
}

/** The page of connections: its list with a question, a test of a real Redis, the form, and what asks for a password. */
async function takeConnections(look: Look): Promise<void> {
  const nameOf = (what: string): string => `connections-${look.theme}-${look.language}-${look.size}-${what}`
  const states = ['first', 'list', 'tested', 'form', 'switcher', 'prompt']
  if (!states.some((what) => nameOf(what).includes(wanted))) return
  await withApp(look, async (page, redis) => {
    const locked = await startRedis({ password: 'locked' })
    try {
      const go = (path: string): Promise<unknown> => page.goto(`${page.url().split('#')[0]}#${path}`)
      const take = (what: string): Promise<void> => shoot(page, nameOf(what))
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
async function takeSettings(look: Look): Promise<void> {
  const name = `settings-${look.theme}-${look.language}-${look.size}`
  if (!name.includes(wanted)) return
  await withApp(look, async (page, redis) => {
    await redis.seed(pictureSeed(Date.now()))
    await connect(page, redis.url)
    await goTo(page, '/settings')
    await page.waitForTimeout(3_000)
    await shoot(page, name)
  })
}

/** How endpoints are found, after the first search. */
async function takeDiscovery(look: Look): Promise<void> {
  const name = `discovery-${look.theme}-${look.language}-${look.size}`
  if (!name.includes(wanted)) return
  await withApp(look, async (page, redis) => {
    await redis.seed(pictureSeed(Date.now()))
    await connect(page, redis.url)
    await goTo(page, '/')
    await page.waitForTimeout(6_000)
    await page.locator('.hot button[aria-haspopup=dialog]').click()
    await page.waitForTimeout(1_000)
    await shoot(page, name)
  })
}

/** The page of APIs over two weeks of counters. */
async function takeApis(view: 'list' | 'grouped' | 'endpoint', look: Look): Promise<void> {
  const name = `apis-${look.theme}-${look.language}-${look.size}-${view}`
  if (!name.includes(wanted)) return
  const queries = { list: '', grouped: '&group=pattern', endpoint: '&endpoint=/api/v1/weather' }
  await withApp(look, async (page, redis) => {
    await redis.seed(usageSeed(Date.now(), { expires: true }))
    await connect(page, redis.url)
    await page.goto(`${page.url().split('#')[0]}#/apis?zone=${encodeURIComponent(zone)}${queries[view]}`)
    await page.waitForTimeout(5_000)
    await shoot(page, name)
  })
}

/** The health of counters that are as they should be, or of some that are not. */
async function takeHealth(state: 'findings' | 'well', look: Look): Promise<void> {
  const name = `health-${look.theme}-${look.language}-${look.size}-${state}`
  if (!name.includes(wanted)) return
  await withApp(look, async (page, redis) => {
    await redis.seed(usageSeed(Date.now(), { expires: state === 'well' }))
    if (state === 'findings') {
      const day = Math.floor(Date.now() / 86_400_000)
      await redis.command('SET', `stats:day:${day}:api:/api/v1/broken`, 'many')
    }
    await connect(page, redis.url)
    await goTo(page, '/health')
    await page.waitForTimeout(5_000)
    await shoot(page, name)
  })
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`) })
  process.stdout.write(`${name}\n`)
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

async function withApp(look: Look, use: (page: Page, redis: RedisServer) => Promise<void>): Promise<void> {
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
    const page = await openPage(browser, look)
    await page.goto(link)
    await use(page, redis)
    await page.context().close()
  } finally {
    host.kill('SIGTERM')
    await redis.stop()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function openPage(from: Browser, { theme, language, size }: Look): Promise<Page> {
  const [width, height] = size.split('x').map(Number)
  const context = await from.newContext({
    viewport: { width: width!, height: height! },
    colorScheme: theme,
    locale: language === 'zh' ? 'zh-CN' : 'en-US',
    timezoneId: zone,
  })
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
