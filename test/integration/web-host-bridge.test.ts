import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { eventually } from '../support/eventually.ts'
import { openPageBridge, type SocketBridge } from '../support/socket-bridge.ts'

let http: ReturnType<typeof createServer>
let server: WebSocketServer
let clients: WebSocket[]
let isAway: boolean
let bridge: SocketBridge

beforeEach(async () => {
  clients = []
  isAway = false
  http = createServer()
  server = new WebSocketServer({ server: http, path: '/bridge', verifyClient: () => !isAway })
  server.on('connection', (client) => {
    clients.push(client)
    client.on('message', (data) => {
      const { id, method } = JSON.parse(String(data)) as { id: number; method: string }
      if (method !== 'silent') client.send(JSON.stringify({ id, answer: { ok: true, value: method } }))
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  bridge = await openPageBridge(`127.0.0.1:${(http.address() as AddressInfo).port}`, 'a=b')
})

afterEach(async () => {
  await bridge.close()
  for (const client of clients) client.terminate()
  http.close()
  vi.unstubAllGlobals()
})

test('a call made while the page connects waits for the connection', async () => {
  expect(await bridge.call('first', {})).toEqual({ ok: true, value: 'first' })
})

test('answers find their calls in whatever order they come', async () => {
  const names = ['a', 'b', 'c']
  const answers = await Promise.all(names.map((name) => bridge.call(name, {})))
  expect(answers).toEqual(names.map((value) => ({ ok: true, value })))
})

test('a call under way when the host goes is answered not_connected', async () => {
  await bridge.call('first', {})
  const answer = bridge.call('silent', {})
  clients[0]!.terminate()
  expect(await answer).toMatchObject({ ok: false, code: 'not_connected' })
})

test('after a lost connection calls fail at once, and work again when the host is back', async () => {
  await bridge.call('first', {})
  isAway = true
  clients[0]!.terminate()
  await eventually(async () => {
    expect(await bridge.call('between', {})).toMatchObject({ ok: false, code: 'not_connected' })
  })
  isAway = false
  await eventually(async () => expect(await bridge.call('again', {})).toEqual({ ok: true, value: 'again' }))
})

test('events reach every listener until it stops listening', async () => {
  const first: unknown[] = []
  const second: unknown[] = []
  const stop = bridge.on('connection', (payload) => first.push(payload))
  bridge.on('connection', (payload) => second.push(payload))
  await bridge.call('ready', {})
  clients[0]!.send(JSON.stringify({ event: 'connection', payload: 1 }))
  await eventually(() => expect(second).toEqual([1]))
  stop()
  clients[0]!.send(JSON.stringify({ event: 'connection', payload: 2 }))
  await eventually(() => expect(second).toEqual([1, 2]))
  expect(first).toEqual([1])
})

test('a message above 1 MB is not sent', async () => {
  const answer = await bridge.call('connect', { url: 'x'.repeat(1_000_001) })
  expect(answer).toMatchObject({ ok: false, code: 'too_large' })
})
