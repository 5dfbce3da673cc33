import { vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Bridge } from '../../shared/rpc.ts'

export interface SocketBridge extends Bridge {
  close(): void
}

/** The cookie that a browser gets for the link. */
export async function exchangeLink(link: string): Promise<string> {
  const entry = await fetch(link, { redirect: 'manual' })
  return entry.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** Runs the page's own script for the loopback host at `host`, with a socket that sends what a browser sends. */
export async function openPageBridge(host: string, cookie: string): Promise<SocketBridge> {
  const sockets: WebSocket[] = []
  class BrowserSocket extends WebSocket {
    constructor() {
      super(`ws://${host}/bridge`, { origin: `http://${host}`, headers: { cookie } })
      this.on('error', () => undefined)
      sockets.push(this)
    }
  }
  const window: { bridge?: Bridge } = {}
  vi.stubGlobal('window', window)
  vi.stubGlobal('location', { host })
  vi.stubGlobal('WebSocket', BrowserSocket)
  vi.resetModules()
  await import('../../renderer/web-bridge.ts')
  return { ...window.bridge!, close: () => sockets.forEach((socket) => socket.terminate()) }
}
