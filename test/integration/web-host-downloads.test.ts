import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { serveWeb } from '../../electron/web.ts'
import { createWebDownloads, type WebDownloads } from '../../electron/web/downloads.ts'
import { answerRequest } from '../../electron/web/http.ts'
import { createSession, type Session } from '../../electron/web/session.ts'
import { dateAfter } from '../../shared/due-days.ts'
import { createClient } from '../../shared/rpc.ts'
import { createManualClock, type ManualClock } from '../support/manual-clock.ts'
import { exchangeLink, openPageBridge } from '../support/socket-bridge.ts'

const hour = 3_600_000

let clock: ManualClock
let downloads: WebDownloads
let session: Session
let server: Server
let own: string
let cookie: string

beforeEach(async () => {
  clock = createManualClock(Date.UTC(2026, 10, 22))
  downloads = createWebDownloads(clock)
  server = createServer((message, response) => {
    void answerRequest({ hosts: [own], session, findAsset: () => undefined, downloads }, message, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  own = `127.0.0.1:${port}`
  session = createSession(port)
  cookie = session.exchange(session.token)!.split(';')[0]!
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
  downloads.close()
})

interface Reply {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

interface Asked {
  cookie?: string
  method?: string
  host?: string
}

function ask(
  path: string,
  { cookie: sent = cookie, method = 'GET', host = own }: Asked = {},
): Promise<Reply> {
  const [address, port] = own.split(':') as [string, string]
  return new Promise((resolve, reject) => {
    const headers = { host, cookie: sent }
    request({ host: address, port, path, method, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts) }),
      )
    })
      .on('error', reject)
      .end()
  })
}

/** A file as an export leaves it, and the path to fetch it. */
function offer(name: string, content: string | Buffer): string {
  const file = join(mkdtempSync(join(downloads.folder, 'export-')), name)
  writeFileSync(file, content)
  return `/${downloads.link(file)}`
}

const left = (): string[] => readdirSync(downloads.folder)

describe('a file of an export', () => {
  test('is given to the browser of the session as an attachment that nobody keeps or guesses the kind of', async () => {
    const { status, headers, body } = await ask(
      offer('tallyscope-sample-2026-11-22-days.csv', 'date\r\n天\r\n'),
    )
    expect(status).toBe(200)
    expect(body.toString()).toBe('date\r\n天\r\n')
    expect(headers).toMatchObject({
      'content-disposition': 'attachment; filename="tallyscope-sample-2026-11-22-days.csv"',
      'content-type': 'text/csv; charset=utf-8',
      'content-length': '11',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
  })

  test('is at a path of 128 random bits, another each time', () => {
    const paths = [offer('a.csv', '1'), offer('b.csv', '2'), offer('a.csv', '3')]
    for (const path of paths) expect(path).toMatch(/^\/download\/[\w-]{22}$/)
    expect(new Set(paths).size).toBe(3)
  })

  test('lies in a folder that no other account may open', () => {
    expect(statSync(downloads.folder).mode & 0o777).toBe(0o700)
    expect(basename(downloads.folder)).toMatch(/^tallyscope-downloads-/)
  })

  test('is given once, and then it is gone', async () => {
    const path = offer('a.json', '{}')
    expect((await ask(path)).status).toBe(200)
    expect((await ask(path)).status).toBe(404)
    await expect.poll(left).toEqual([])
  })

  test('of the same name as one that waits is another file', async () => {
    const [first, second] = [offer('a.json', '1'), offer('a.json', '2')]
    expect((await ask(first)).body.toString()).toBe('1')
    expect((await ask(second)).body.toString()).toBe('2')
  })

  test('is given whole where it is larger than any buffer', async () => {
    const content = Buffer.alloc(30_000_000, 'tallyscope')
    const { body } = await ask(offer('a.csv', content))
    expect(body.equals(content)).toBe(true)
    await expect.poll(left).toEqual([])
  })

  test('that broke off can be fetched again', async () => {
    const path = offer('a.csv', Buffer.alloc(30_000_000, 'x'))
    await new Promise<void>((resolve) => {
      const call = request(`http://${own}${path}`, { headers: { cookie } }, (response) => {
        response.once('data', () => call.destroy())
        response.once('close', () => resolve())
        response.on('error', () => undefined)
      })
      call.on('error', () => undefined)
      call.end()
    })
    await expect.poll(async () => (await ask(path, { method: 'HEAD' })).status).toBe(200)
    expect((await ask(path)).body).toHaveLength(30_000_000)
    await expect.poll(left).toEqual([])
  })

  test('is not used up by a HEAD request', async () => {
    const path = offer('a.csv', 'date')
    const { status, headers, body } = await ask(path, { method: 'HEAD' })
    expect([status, headers['content-length'], body.toString()]).toEqual([200, '4', ''])
    expect((await ask(path)).body.toString()).toBe('date')
  })

  test('is given to no other method', async () => {
    const path = offer('a.csv', 'date')
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      expect([method, (await ask(path, { method })).status]).toEqual([method, 405])
    expect((await ask(path)).status).toBe(200)
  })

  test('is kept from every other browser and every other name of this computer, and stays for its own', async () => {
    const path = offer('a.csv', 'secret')
    const others = ['', `${cookie.split('=')[0]}=${'A'.repeat(43)}`, cookie.slice(0, -1)]
    for (const other of others) {
      const { status, body } = await ask(path, { cookie: other })
      expect([status, body.includes('secret')]).toEqual([403, false])
    }
    expect((await ask(path, { host: 'evil.example' })).status).toBe(403)
    expect((await ask(path)).body.toString()).toBe('secret')
  })

  test('is found by its own path alone', async () => {
    const path = offer('a.csv', 'secret')
    const token = basename(path)
    const folder = basename(downloads.folder)
    const [inside] = left()
    const paths = [
      `/download/${'A'.repeat(22)}`,
      `/download/${token.slice(0, -1)}`,
      `/download/${token}x`,
      `/download/${token}/`,
      `/download/x/${token}`,
      `//download/${token}`,
      `/Download/${token}`,
      `/download/../download/${token}`,
      `/download/%2e%2e/${token}`,
      `/download/..%2f${folder}%2f${inside}%2fa.csv`,
      `/download/a.csv`,
      `/download/${inside}/a.csv`,
      `/download/${folder}/${inside}/a.csv`,
      '/download/',
      '/download',
      '/download/__proto__',
      `/${token}`,
      `/download/${token}%00`,
      join(downloads.folder, inside!, 'a.csv'),
    ]
    for (const other of paths) expect([other, (await ask(other)).status]).toEqual([other, 404])
    expect((await ask(path)).body.toString()).toBe('secret')
  })

  test('bears no sign in its name that a header or a folder would take for another', async () => {
    const { headers } = await ask(offer('a"; filename=b\n天 ..csv', 'x'))
    expect(headers['content-disposition']).toBe('attachment; filename="a___filename_b___..csv"')
  })
})

test('what nobody fetches is removed after an hour', async () => {
  const path = offer('a.csv', 'date')
  await clock.advance(hour / 2)
  const later = offer('b.csv', 'date')
  await clock.advance(hour / 2 + 30_000)
  expect((await ask(path)).status).toBe(404)
  expect(left()).toHaveLength(1)
  expect((await ask(later)).status).toBe(200)
  await clock.advance(hour)
  expect(clock.waiting()).toBe(0)
})

test('a host that ends takes every file with it', () => {
  offer('a.csv', 'date')
  const { folder } = downloads
  downloads.close()
  expect(() => statSync(folder)).toThrow()
  expect(clock.waiting()).toBe(0)
})

test('an export for the page of a browser is fetched by the links that it answers', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tallyscope-web-'))
  const host = await serveWeb({ dataDir, log: { info() {}, warn() {}, error() {} } })
  const hostCookie = await exchangeLink(host.link)
  const page = await openPageBridge(`127.0.0.1:${host.port}`, hostCookie)
  try {
    const { api } = createClient(page)
    const { today } = await api.reports({})
    const day = dateAfter(today!, -1)
    await api.makeReport({ date: day })
    const { files } = await api.exportReports({ from: day, to: day, formats: ['json'] })
    const [file] = files
    expect(file).toMatchObject({ format: 'json', name: `tallyscope-sample-${day}.json`, path: null })
    const fetched = await fetch(`http://127.0.0.1:${host.port}/${file!.link!}`, {
      headers: { cookie: hostCookie },
    })
    const { total_calls } = (await api.report({ date: day })).report!
    expect(await fetched.json()).toMatchObject({
      passport: { sample: true },
      reports: [{ date: day, total_calls }],
    })
    expect(fetched.headers.get('content-length')).toBe(String(file!.bytes))
  } finally {
    await page.close()
    await host.stop()
    await rm(dataDir, { recursive: true })
  }
})
