import { connect as connectPlain } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { RedisAddress } from '../address.ts'

const peekTimeoutMs = 1_500

/** Whether TLS is spoken there, trusted or not. Never rejects. */
export function speaksTls({ host, port }: RedisAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTls({ host, port })
    const end = (answer: boolean): void => {
      resolve(answer)
      socket.destroy()
    }
    socket.once('secureConnect', () => end(true))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      end(!/^(EPROTO|ECONN|ETIMEDOUT|EPIPE|ERR_SSL)/.test(error.code ?? 'ECONN'))
    })
    socket.once('close', () => end(false))
    socket.setTimeout(peekTimeoutMs, () => end(false))
  })
}

/** Whether a Redis without TLS answers there. Never rejects. */
export function speaksPlainRedis({ host, port }: RedisAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectPlain({ host, port })
    const end = (answer: boolean): void => {
      resolve(answer)
      socket.destroy()
    }
    socket.once('connect', () => socket.write('PING\r\n'))
    socket.once('data', (bytes) => end(/^(\+PONG|-[A-Z]+ )/.test(bytes.toString('latin1', 0, 40))))
    socket.once('error', () => end(false))
    socket.once('close', () => end(false))
    socket.setTimeout(peekTimeoutMs, () => end(false))
  })
}
