import { vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Bridge } from '../../shared/rpc.ts'

export interface SocketBridge extends Bridge {
  /** Ends the bridge for good: it does not connect again. */
  close(): Promise<void>
}

const startTimer = globalThis.setTimeout

/** The cookie that a browser gets for the link. */
export async function exchangeLink(link: string): Promise<string> {
  const entry = await fetch(link, { redirect: 'manual' })
  return entry.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** Runs the page's own script for the loopback host at `host`, with a socket that sends what a browser sends. */
export async function openPageBridge(host: string, cookie: string): Promise<SocketBridge> {
  const sockets: WebSocket[] = []
  const timers: NodeJS.Timeout[] = []
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
  vi.stubGlobal('setTimeout', (callback: () => void, delayMs: number) => {
    const timer = startTimer(callback, delayMs)
    // The host that is tested runs in this process too and goes on with its own.
    if (new Error().stack?.includes('web-bridge')) timers.push(timer)
    return timer
  })
  vi.resetModules()
  await import('../../renderer/web-bridge.ts')
  return {
    ...window.bridge!,
    async close() {
      await Promise.all(sockets.map(ended))
      // The script hears of the end and would try again a little later, in the middle of another test.
      timers.forEach(clearTimeout)
    },
  }
}

async function ended(socket: WebSocket): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return
  await new Promise((resolve) => {
    socket.once('close', resolve)
    socket.terminate()
  })
}
