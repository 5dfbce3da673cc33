import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FindAsset } from '../assets.ts'
import { pageHeaders } from '../page-headers.ts'
import type { WebDownloads } from './downloads.ts'
import { refusalPage } from './refusal-page.ts'
import type { Session } from './session.ts'

export interface HttpDoor {
  /** The hosts under which this computer may be called; anything else is another site's name for it. */
  hosts: string[]
  session: Session
  findAsset: FindAsset
  downloads: WebDownloads
}

const html = 'text/html; charset=utf-8'
const bridgeScript = '<script type="module" src="./web-bridge.js"></script>'

/** Answers one request: refuses foreign hosts and methods, exchanges the token, gives files to the session's browser. */
export async function answerRequest(
  door: HttpDoor,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const host = request.headers.host ?? ''
  const reply = (status: number, contentType: string, body: string | Buffer, more = {}): void => {
    const headers = pageHeaders(contentType, `ws://${host}`)
    response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body), ...more })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
  if (!door.hosts.includes(host)) return reply(403, 'text/plain; charset=utf-8', 'Unknown host name.\n')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return reply(405, 'text/plain; charset=utf-8', 'Only GET is served.\n', { Allow: 'GET, HEAD' })
  }
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
  const token = path === '/' ? new URLSearchParams(query).get('token') : null
  const isKnown = door.session.holdsCookie(request.headers.cookie)
  if (token !== null) {
    const cookie = isKnown || request.method === 'HEAD' ? null : door.session.exchange(token)
    if (!isKnown && !cookie) return reply(403, html, refusalPage)
    return reply(303, html, '', { Location: '/', ...(cookie && { 'Set-Cookie': cookie }) })
  }
  if (!isKnown) return reply(403, html, refusalPage)
  if (path === '/favicon.ico') return reply(204, 'image/x-icon', '')
  if (await door.downloads.answer(path, request, response)) return
  const asset = door.findAsset(path)
  if (!asset) return reply(404, 'text/plain; charset=utf-8', 'There is no such page.\n')
  const body = await readFile(asset.file)
  const isPage = asset.contentType === html
  reply(200, asset.contentType, isPage ? withBridge(body.toString()) : body)
}

/** Modules run in their order in the page, so the bridge is there before the app starts. */
function withBridge(page: string): string {
  return page.replace(/<script\b/, `${bridgeScript}$&`)
}
