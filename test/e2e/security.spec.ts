import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type { Bridge } from '../../shared/rpc.ts'
import { expect, test, type App } from './fixtures.ts'

type PageWithBridge = Window & { bridge: Bridge }

/** Runs in Electron's own process what a hostile page would need: the settings of the only window. */
function preferences({ electron }: App): Promise<Record<string, unknown>> {
  return electron!.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    return (
      webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences()
  })
}

/** Notes in place of opening, so that a test sees what would have been opened. */
async function recordOpenedLinks({ electron }: App): Promise<() => Promise<string[]>> {
  await electron!.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = (url) => {
      opened.push(url)
      return Promise.resolve()
    }
  })
  return () => electron!.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
}

async function status(page: Page, path: string): Promise<number | string> {
  return page.evaluate(async (url) => {
    try {
      return (await fetch(url)).status
    } catch {
      return 'refused'
    }
  }, path)
}

function isShown(page: Page): Promise<void> {
  return expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

test.describe("Electron's security checklist", () => {
  test('1: only the content of the app is loaded, and any other address is refused', async ({
    page,
    app,
  }) => {
    app.expectedErrors.push(/Content Security Policy|ERR_BLOCKED_BY_CLIENT|Refused to connect/)
    const urls: string[] = []
    page.on('request', (request) => urls.push(request.url()))
    await page.reload()
    await isShown(page)
    expect(urls.filter((url) => !url.startsWith('app://tallyscope/') && !url.startsWith('data:'))).toEqual([])
    expect(await status(page, 'http://127.0.0.1:1/')).toBe('refused')
    const loaded = await app.electron!.evaluate(async ({ session }) => {
      const outcome = await session.defaultSession
        .fetch('http://127.0.0.1:1/')
        .catch((error: Error) => error.message)
      return String(outcome)
    })
    expect(loaded).toContain('ERR_BLOCKED_BY_CLIENT')
  })

  test('2: the page has no Node', async ({ page, app }) => {
    const found = await page.evaluate(() =>
      ['require', 'process', 'Buffer', 'module', 'global', '__dirname', 'electron'].filter(
        (name) => name in window,
      ),
    )
    expect(found).toEqual([])
    expect(await preferences(app)).toMatchObject({ nodeIntegration: false })
  })

  test('3: the page and the preload script do not share a world', async ({ page, app }) => {
    expect(await preferences(app)).toMatchObject({ contextIsolation: true })
    const isUnchanged = await page.evaluate(() => {
      const { bridge } = window as unknown as PageWithBridge
      const { call } = bridge
      Reflect.set(bridge, 'call', () => null)
      Reflect.set(window, 'bridge', null)
      return (window as unknown as PageWithBridge).bridge === bridge && bridge.call === call
    })
    expect(isUnchanged).toBe(true)
  })

  test('4: the page runs in a sandbox', async ({ app }) => {
    expect(await preferences(app)).toMatchObject({ sandbox: true })
  })

  test('5: every permission is refused', async ({ page, app }) => {
    await isShown(page)
    const answers = await page.evaluate(async () => {
      const names = [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'midi',
        'clipboard-read',
        'persistent-storage',
      ]
      const states = await Promise.all(
        names.map(
          async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
        ),
      )
      return [...states, await Notification.requestPermission()]
    })
    expect(new Set(answers)).toEqual(new Set(['denied']))
    const media = await page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'given',
        (error: Error) => error.name,
      ),
    )
    expect(media).not.toBe('given')
    expect(app.electron).not.toBeNull()
  })

  test('6, 8, 9, 10: web security is on; insecure content, experiments and Blink features are off', async ({
    app,
  }) => {
    const found = await preferences(app)
    expect(found).toMatchObject({
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
    })
    expect(found['enableBlinkFeatures'] ?? '').toBe('')
  })

  test('7: the content security policy comes as a header and stops scripts, evaluation, frames and forms', async ({
    page,
    app,
  }) => {
    app.expectedErrors.push(/Content Security Policy/)
    const policy = await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'))
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    const broken = await page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.broken = "inline"'
      const remote = document.createElement('script')
      remote.src = 'data:text/javascript,window.broken="data"'
      const frame = document.createElement('iframe')
      frame.src = 'app://tallyscope/index.html'
      const image = document.createElement('img')
      image.setAttribute('onerror', 'window.broken = "handler"')
      image.src = 'data:,'
      document.body.append(script, remote, frame, image)
      Reflect.apply(setTimeout, window, ['window.broken = "evaluated"', 0])
      await new Promise((resolve) => setTimeout(resolve, 200))
      return [
        Reflect.get(window, 'broken') ?? 'nothing',
        frame.contentDocument === null ? 'no frame' : 'frame',
      ]
    })
    expect(broken).toEqual(['nothing', 'no frame'])
  })

  test('11, 12: a webview is not even an element', async ({ page, app }) => {
    expect(await preferences(app)).toMatchObject({ webviewTag: false })
    const contents = await page.evaluate(() => {
      const view = document.createElement('webview')
      view.setAttribute('src', 'app://tallyscope/')
      document.body.append(view)
      return 'loadURL' in view
    })
    expect(contents).toBe(false)
  })

  test('13: the page stays where it is', async ({ page, app }) => {
    app.expectedErrors.push(/Not allowed to/)
    await isShown(page)
    const targets = [
      'http://127.0.0.1:1/',
      'file:///etc/passwd',
      'app://other/',
      'app://tallyscope/index.html',
      'data:text/html,x',
    ]
    for (const target of targets) {
      const state = await app.electron!.evaluate(async ({ BrowserWindow }, url) => {
        const { webContents } = BrowserWindow.getAllWindows()[0]!
        await webContents.executeJavaScript(
          `location.href = ${JSON.stringify(url)}; window.bridge.call('appInfo', {})`,
        )
        const title = (await webContents.executeJavaScript(
          "document.querySelector('h1')?.textContent",
        )) as string
        return `${title} at ${webContents.getURL()}`
      }, target)
      expect(state).toMatch(/^Overview at app:\/\/tallyscope\/(#.*)?$/)
    }
  })

  test('14, 15: no window opens, and only links of the fixed list leave the app', async ({ page, app }) => {
    app.expectedErrors.push(/Content Security Policy|Not allowed to load/)
    const opened = await recordOpenedLinks(app)
    const known = 'https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/'
    const hostile = [
      'https://evil.example/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://x/',
      `${known}?x`,
      'app://tallyscope/',
    ]
    const handles = await page.evaluate(
      (urls) => urls.map((url) => window.open(url) !== null),
      [...hostile, known],
    )
    expect(new Set(handles)).toEqual(new Set([false]))
    await expect.poll(opened).toEqual([known])
    expect(app.electron!.windows()).toHaveLength(1)
  })

  test('16: the program is written for a supported version of Electron', () => {
    const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      devDependencies: Record<string, string>
    }
    expect(Number.parseInt(devDependencies['electron']!, 10)).toBeGreaterThanOrEqual(45)
  })

  test('17: messages of any other page are refused', async ({ app }) => {
    const answers = await app.electron!.evaluate(async ({ BrowserWindow, app: program }) => {
      const preload = `${program.getAppPath()}/out/preload/preload.cjs`
      const webPreferences = { preload, sandbox: true, contextIsolation: true }
      const stranger = new BrowserWindow({ show: false, webPreferences })
      await stranger.loadURL('data:text/html,<title>stranger</title>')
      const call = "window.bridge.call('appInfo', {}).then((answer) => answer.ok ? 'ok' : answer.code)"
      const answer = (await stranger.webContents.executeJavaScript(call)) as string
      stranger.destroy()
      return answer
    })
    expect(answers).toBe('not_allowed')
  })

  test('18: the page comes over app:// alone, and only the files of the page do', async ({ page, app }) => {
    app.expectedErrors.push(/404|Failed to load resource|Not allowed to load|Content Security Policy/)
    expect(page.url()).toMatch(/^app:\/\/tallyscope\/(#.*)?$/)
    expect(await status(page, '/index.html')).toBe(200)
    const paths = [
      '/../package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/assets/..%5c..%5cmain/main.js',
      '//etc/passwd',
      '/etc/passwd',
      '/preload/preload.cjs',
      '/index.html%00',
      '/__proto__',
    ]
    for (const path of paths) expect([path, await status(page, path)]).not.toEqual([path, 200])
    expect(await status(page, 'file:///etc/passwd')).toBe('refused')
    const direct = await app
      .electron!.evaluate(async ({ session }) => {
        const fetchStatus = async (url: string): Promise<number> =>
          (await session.defaultSession.fetch(url)).status
        return Promise.all(
          ['app://other/index.html', 'app://tallyscope/..%2f..%2fpackage.json'].map(fetchStatus),
        )
      })
      .catch((error: Error) => error.message)
    expect(JSON.stringify(direct)).toMatch(/404|BLOCKED/)
    expect(JSON.stringify(direct)).not.toContain('200')
  })

  test('19: the packed program has its fuses blown', () => {
    const settings = readFileSync('electron-builder.yml', 'utf8')
    const fuses = {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    }
    for (const [fuse, value] of Object.entries(fuses)) expect(settings).toContain(`${fuse}: ${value}`)
  })

  test('20: the page gets two functions and nothing of Electron', async ({ page }) => {
    const found = await page.evaluate(() => {
      const { bridge } = window as unknown as PageWithBridge
      return Object.entries(bridge).map(([name, value]) => `${name}: ${typeof value}`)
    })
    expect(found.sort()).toEqual(['call: function', 'on: function'])
    const leaked = await page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const { bridge } = window as unknown as PageWithBridge
          bridge.on('connection', (...values: unknown[]) => resolve(values.map((value) => typeof value)))
          void bridge.call('useSample', {})
        }),
    )
    expect(leaked).toEqual(['object'])
  })

  test('only files that the page made itself are saved: no address is, of whatever kind', async ({
    page,
    app,
  }) => {
    app.expectedErrors.push(
      /Content Security Policy|ERR_BLOCKED_BY_CLIENT|Not allowed to load|Failed to load/,
    )
    await isShown(page)
    await app.electron!.evaluate(({ session }) => {
      const asked: string[] = []
      Object.assign(globalThis, { asked })
      session.defaultSession.on('will-download', (event, item) => {
        asked.push(`${event.defaultPrevented ? 'refused' : 'saved'} ${item.getURL().split(':')[0]}`)
        item.cancel()
      })
    })
    const targets = [
      'http://127.0.0.1:1/x.exe',
      'https://evil.example/x.exe',
      'file:///etc/passwd',
      'data:application/octet-stream,x',
      'app://tallyscope/index.html',
      'app://other/x',
      'blob:app://other/0b6ce3b5-6f2b-4a0e-8a5e-000000000000',
    ]
    for (const target of targets)
      await app.electron!.evaluate(({ BrowserWindow }, url) => {
        BrowserWindow.getAllWindows()[0]!.webContents.downloadURL(url)
      }, target)
    await page.evaluate((urls) => {
      for (const url of urls) Object.assign(document.createElement('a'), { href: url, download: 'x' }).click()
      const own = URL.createObjectURL(new Blob(['x']))
      Object.assign(document.createElement('a'), { href: own, download: 'own.csv' }).click()
    }, targets)
    const asked = (): Promise<string[]> =>
      app.electron!.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)
    await expect.poll(asked).toContain('saved blob')
    expect((await asked()).filter((one) => one.startsWith('saved'))).toEqual(['saved blob'])
  })

  test('a start and a reload bring no security warning', async ({ page }) => {
    const warnings: string[] = []
    page.on('console', (message) => {
      if (/security/i.test(message.text())) warnings.push(message.text())
    })
    // A reload before the first load is over would meet no page.
    await isShown(page)
    await page.reload()
    await isShown(page)
    expect(warnings).toEqual([])
  })
})
