import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { serveWeb, type WebHost } from '../../electron/web.ts'
import { exchangeLink } from '../support/socket-bridge.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

let dataDir: string
let host: WebHost
let own: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tallyscope-web-'))
  host = await serveWeb({ dataDir, log })
  own = `127.0.0.1:${host.port}`
})

afterEach(async () => {
  await host.stop()
  await rm(dataDir, { recursive: true })
})

interface Reply {
  status: number
  headers: IncomingMessage['headers']
  body: string
}

/** A request with exactly these headers and this path, as no browser would let a page write them. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: host.port, path, method, headers: { host: own, ...headers } }
    const call = request(options, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => (body += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    call.on('error', reject)
    call.end()
  })
}

/** The status of a refused upgrade, or 101. */
function upgrade(headers: Record<string, string>, path = '/bridge'): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${own}${path}`, { headers })
    socket.on('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.on('unexpected-response', (_request, response) => {
      socket.terminate()
      resolve(response.statusCode ?? 0)
    })
    socket.on('error', (error) => {
      if (!/before the connection was established/.test(error.message)) reject(error)
    })
  })
}

describe('the link', () => {
  test('holds a token of 256 bits and leads to this computer alone', () => {
    expect(host.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
  })

  test('gives the first caller a session cookie that scripts and other sites do not get, and hides the token', async () => {
    const { status, headers } = await ask(new URL(host.link).search.replace('?', '/?'))
    expect(status).toBe(303)
    expect(headers.location).toBe('/')
    expect(headers['set-cookie']).toHaveLength(1)
    expect(headers['set-cookie']![0]).toMatch(
      /^tallyscope-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    )
  })

  test('lets nobody in a second time', async () => {
    await exchangeLink(host.link)
    const { status, headers, body } = await ask(`/${new URL(host.link).search}`)
    expect(status).toBe(403)
    expect(headers['set-cookie']).toBeUndefined()
    expect(body).toContain('npm run web')
  })

  test('opened again in the same browser leads to the page', async () => {
    const cookie = await exchangeLink(host.link)
    const { status, headers } = await ask(`/${new URL(host.link).search}`, { cookie })
    expect([status, headers.location]).toEqual([303, '/'])
  })

  test('is not used up by a HEAD request', async () => {
    expect((await ask(`/${new URL(host.link).search}`, {}, 'HEAD')).status).toBe(403)
    expect(await exchangeLink(host.link)).toMatch(/^tallyscope-/)
  })

  test.each(['', 'x', 'A'.repeat(43), '%00', '天'])('with the token "%s" lets nobody in', async (token) => {
    const { status, headers } = await ask(`/?token=${encodeURIComponent(token)}`)
    expect(status).toBe(403)
    expect(headers['set-cookie']).toBeUndefined()
  })
})

describe('the page', () => {
  test('is refused without the cookie, in plain words', async () => {
    for (const path of ['/', '/index.html', '/web-bridge.js', '/nothing']) {
      const { status, body } = await ask(path)
      expect(status).toBe(403)
      expect(body).toContain('This page needs a fresh link')
    }
  })

  test('is refused with a cookie of another value', async () => {
    const cookie = `${(await exchangeLink(host.link)).split('=')[0]}=${'A'.repeat(43)}`
    expect((await ask('/', { cookie })).status).toBe(403)
  })

  test('is given with the cookie, with the bridge before the app and strict headers', async () => {
    const cookie = await exchangeLink(host.link)
    const { status, headers, body } = await ask('/', { cookie })
    expect(status).toBe(200)
    const scripts = [...body.matchAll(/<script[^>]*src="([^"]*)"/g)].map(([, source]) => source)
    expect(scripts[0]).toBe('./web-bridge.js')
    expect(scripts[1]).toMatch(/^\.\/assets\/index-/)
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        `connect-src 'self' ws://${own}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })

  test('on the disk holds no bridge: the files are the same for every door', async () => {
    expect(await readFile('out/renderer/index.html', 'utf8')).not.toContain('web-bridge')
  })

  test('has no files outside the built folder, however the path is written', async () => {
    const cookie = await exchangeLink(host.link)
    const paths = [
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/package.json',
      '/assets/../../main/main.js',
      '/assets/..%2f..%2fmain/main.js',
      '/....//package.json',
      '//package.json',
      'http://127.0.0.1/package.json',
      '/..\\package.json',
      '/%5c..%5cpackage.json',
      '/assets/',
      '/assets',
      '/index.html%00.js',
      '/etc/passwd',
      '/__proto__',
      '/constructor',
    ]
    for (const path of paths) expect([path, (await ask(path, { cookie })).status]).toEqual([path, 404])
  })

  test('is given to GET and HEAD alone', async () => {
    const cookie = await exchangeLink(host.link)
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']) {
      expect([method, (await ask('/', { cookie }, method)).status]).toEqual([method, 405])
    }
    expect((await ask('/', { cookie }, 'HEAD')).body).toBe('')
  })
})

describe('another name for this computer', () => {
  const names = [
    'evil.example',
    'evil.example:80',
    '127.0.0.1',
    '127.0.0.1:1',
    '0.0.0.0',
    '[::1]',
    '127.0.0.1.nip.io',
  ]

  test.each(names)('"%s" gets neither page nor cookie nor socket', async (name) => {
    const cookie = await exchangeLink(host.link)
    for (const path of ['/', `/${new URL(host.link).search}`]) {
      const { status, headers } = await ask(path, { host: name, cookie })
      expect(status).toBe(403)
      expect(headers['set-cookie']).toBeUndefined()
    }
    expect(await upgrade({ host: name, origin: `http://${name}`, cookie })).toBe(403)
  })

  test('localhost is this computer', async () => {
    const cookie = await exchangeLink(host.link)
    expect((await ask('/', { host: `localhost:${host.port}`, cookie })).status).toBe(200)
  })
})

describe('the socket', () => {
  test('opens for our page with the cookie', async () => {
    const cookie = await exchangeLink(host.link)
    expect(await upgrade({ origin: `http://${own}`, cookie })).toBe(101)
  })

  test('stays closed without the cookie and with another', async () => {
    const cookie = await exchangeLink(host.link)
    expect(await upgrade({ origin: `http://${own}` })).toBe(403)
    expect(await upgrade({ origin: `http://${own}`, cookie: cookie.slice(0, -1) })).toBe(403)
    expect(await upgrade({ origin: `http://${own}`, cookie: `${cookie.split('=')[0]}=` })).toBe(403)
  })

  test('stays closed for pages of other origins, cookie or not', async () => {
    const cookie = await exchangeLink(host.link)
    const origins = [
      'http://evil.example',
      'null',
      `https://${own}`,
      'http://127.0.0.1:1',
      `http://localhost:${host.port}`,
    ]
    for (const origin of origins) expect([origin, await upgrade({ origin, cookie })]).toEqual([origin, 403])
    expect(await upgrade({ cookie })).toBe(403)
  })

  test('is at one path alone', async () => {
    const cookie = await exchangeLink(host.link)
    expect(await upgrade({ origin: `http://${own}`, cookie }, '/')).toBe(404)
  })

  test('is closed on whoever sends more than 1 MB; others stay connected, and what is no text is refused', async () => {
    const cookie = await exchangeLink(host.link)
    const open = async (): Promise<WebSocket> => {
      const socket = new WebSocket(`ws://${own}/bridge`, { headers: { cookie, origin: `http://${own}` } })
      await new Promise((resolve) => socket.once('open', resolve))
      return socket
    }
    const [large, good] = [await open(), await open()]
    const closed = new Promise((resolve) => large.once('close', resolve))
    large.send('x'.repeat(1_000_001))
    expect(await closed).toBe(1009)
    const answer = new Promise((resolve) => good.once('message', (data) => resolve(JSON.parse(String(data)))))
    good.send(JSON.stringify({ id: 7, method: 'appInfo', input: {} }))
    expect(await answer).toMatchObject({ id: 7, answer: { ok: true, value: { host: 'browser' } } })
    const refusal = new Promise((resolve) =>
      good.once('message', (data) => resolve(JSON.parse(String(data)))),
    )
    good.send(Buffer.from([1, 2, 3]))
    expect(await refusal).toMatchObject({ id: null, answer: { ok: false, code: 'bad_input' } })
    good.terminate()
  })
})

test('the host listens on the loopback interface alone', async () => {
  const response = await fetch(`http://127.0.0.1:${host.port}/`)
  expect(response.status).toBe(403)
  await expect(fetch(`http://[::1]:${host.port}/`)).rejects.toThrow()
})

test('a stopped host answers nobody and its port is free again', async () => {
  const other = await serveWeb({ dataDir: join(dataDir, 'other'), log })
  await other.stop()
  await expect(fetch(`http://127.0.0.1:${other.port}/`)).rejects.toThrow()
  const again = await serveWeb({ dataDir: join(dataDir, 'other'), log, port: other.port })
  expect(again.port).toBe(other.port)
  await again.stop()
})
