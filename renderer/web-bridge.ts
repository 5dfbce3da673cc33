import type { Answer, Bridge } from '../shared/rpc.ts'

const firstDelayMs = 500
const longestDelayMs = 8_000
/** `maxMessageBytes` of the contract: the host closes the connection of whoever sends more. */
const maxMessageBytes = 1_000_000

interface Reply {
  id?: number
  answer?: Answer
  event?: string
  payload?: unknown
}

const waiting = new Map<number, (answer: Answer) => void>()
const listeners = new Map<string, Set<(payload: unknown) => void>>()
let lastId = 0
let delayMs = firstDelayMs
let attempt = connect()

/** Resolves with the open socket, or with null when the attempt failed. */
function connect(): Promise<WebSocket | null> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://${location.host}/bridge`)
    socket.addEventListener('open', () => {
      delayMs = firstDelayMs
      resolve(socket)
    })
    socket.addEventListener('message', ({ data }) => receive(JSON.parse(String(data)) as Reply))
    socket.addEventListener('close', () => {
      resolve(null)
      attempt = Promise.resolve(null)
      for (const answer of waiting.values()) answer(notConnected())
      waiting.clear()
      setTimeout(() => (attempt = connect()), delayMs * (0.9 + Math.random() * 0.2))
      delayMs = Math.min(delayMs * 2, longestDelayMs)
    })
  })
}

function receive({ id, answer, event, payload }: Reply): void {
  if (event !== undefined) {
    for (const listener of listeners.get(event) ?? []) listener(payload)
    return
  }
  if (typeof id !== 'number' || !answer) return
  waiting.get(id)?.(answer)
  waiting.delete(id)
}

async function call(method: string, input: unknown): Promise<Answer> {
  const id = ++lastId
  const message = JSON.stringify({ id, method, input })
  // UTF-8 takes at most three bytes for a unit of text, so that only a long message is measured.
  if (message.length * 3 > maxMessageBytes && new Blob([message]).size > maxMessageBytes)
    return failure('too_large', 'The message is larger than 1 MB.')
  const socket = await attempt
  if (socket?.readyState !== WebSocket.OPEN) return notConnected()
  return new Promise((resolve) => {
    waiting.set(id, resolve)
    socket.send(message)
  })
}

function on(event: string, listener: (payload: unknown) => void): () => void {
  const all = listeners.get(event) ?? new Set()
  listeners.set(event, all.add(listener))
  return () => all.delete(listener)
}

function notConnected(): Answer {
  return failure(
    'not_connected',
    'Tallyscope does not answer. Start it again and open the link that it prints.',
  )
}

function failure(code: 'not_connected' | 'too_large', message: string): Answer {
  return { ok: false, code, message }
}

const bridge: Bridge = Object.freeze({ call, on })
Object.defineProperty(window, 'bridge', { value: bridge })
