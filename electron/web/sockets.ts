import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { EventName, Events } from '../../shared/api.ts'
import { maxMessageBytes, type Dispatch } from '../../shared/rpc.ts'
import { answerMessage } from '../wire.ts'
import type { Session } from './session.ts'

const maxClients = 32
/** A page that does not read what it is sent is cut off rather than buffered for. */
const maxBacklogBytes = 64_000_000

export interface SocketDoor {
  hosts: string[]
  session: Session
  dispatch: Dispatch
}

export interface Sockets {
  /** Takes a WebSocket of our own page in, refuses all others. */
  upgrade(door: SocketDoor, request: IncomingMessage, socket: Duplex, head: Buffer): void
  emit<E extends EventName>(event: E, payload: Events[E]): void
  close(): void
}

/** The bridge's side in Node: calls and answers with an id, events without. */
export function createSockets(): Sockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  })
  const send = (socket: WebSocket, message: unknown): void => {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > maxBacklogBytes) socket.terminate()
    else socket.send(JSON.stringify(message))
  }
  return {
    upgrade(door, request, socket, head) {
      socket.on('error', () => socket.destroy())
      const status =
        refusalOf(door, request) ?? (server.clients.size >= maxClients ? '503 Service Unavailable' : null)
      if (status) {
        socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
        return
      }
      server.handleUpgrade(request, socket, head, (client) => {
        client.on('error', () => client.terminate())
        client.on('message', (data, isBinary) => {
          const message = isBinary ? null : data.toString()
          void answerMessage(door.dispatch, message).then((answer) => send(client, answer))
        })
      })
    },
    emit(event, payload) {
      for (const client of server.clients) send(client, { event, payload })
    },
    close() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

function refusalOf({ hosts, session }: SocketDoor, request: IncomingMessage): string | null {
  const { host = '', origin, cookie } = request.headers
  const isOurs = hosts.includes(host) && origin === `http://${host}` && session.holdsCookie(cookie)
  if (!isOurs) return '403 Forbidden'
  return request.url === '/bridge' ? null : '404 Not Found'
}
