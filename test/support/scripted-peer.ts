import { createServer, type AddressInfo, type Socket } from 'node:net'

/** What the peer does with one command, its name in small letters: bytes to answer, or a deed of its own. */
export type Script = (command: string[], socket: Socket) => string | Buffer | null | undefined

export interface ScriptedPeer {
  port: number
  url: string
  /** Names of all commands seen, in order. */
  seen: string[]
  /** Connections taken since the start. */
  connections(): number
  setScript(script: Script): void
  stop(): Promise<void>
}

/** The answers of a small standalone Redis that holds no key. */
export const plainAnswers: Script = ([name]) => {
  if (name === 'hello') return hello('standalone')
  if (name === 'role') return '*3\r\n$6\r\nmaster\r\n:0\r\n*0\r\n'
  if (name === 'time') return '*2\r\n$10\r\n1795490000\r\n$6\r\n123456\r\n'
  if (name === 'get') return '$-1\r\n'
  if (name === 'mget') return '*1\r\n$-1\r\n'
  if (name === 'info') return '$0\r\n\r\n'
  if (name === 'dbsize') return ':0\r\n'
  if (name === 'scan') return '*2\r\n$1\r\n0\r\n*0\r\n'
  return '+OK\r\n'
}

/** The answer to HELLO of a server in a mode. */
export function hello(mode: string, role = 'master'): string {
  const pairs = ['server', 'redis', 'version', '7.0.15', 'mode', mode, 'role', role]
  return `%4\r\n${pairs.map((text) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`).join('')}`
}

/**
 * A TCP server on loopback that plays what a real server will not do on demand. `greeting` is sent as soon as a client
 * connects; a script that answers null says nothing.
 */
export async function startScriptedPeer(
  script: Script = plainAnswers,
  options: { greeting?: string | Buffer; onConnect?: (socket: Socket) => void; port?: number } = {},
): Promise<ScriptedPeer> {
  const sockets = new Set<Socket>()
  const seen: string[] = []
  let present = script
  let taken = 0
  const server = createServer((socket) => {
    taken += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    if (options.greeting !== undefined) socket.write(options.greeting)
    options.onConnect?.(socket)
    let rest = Buffer.alloc(0)
    socket.on('data', (bytes) => {
      rest = Buffer.concat([rest, bytes])
      for (;;) {
        const parsed = parseCommand(rest)
        if (!parsed) return
        rest = rest.subarray(parsed.length)
        seen.push(parsed.command[0]!)
        const answer = present(parsed.command, socket)
        if (answer && !socket.destroyed) socket.write(answer)
      }
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    seen,
    connections: () => taken,
    setScript: (next) => {
      present = next
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** One command from the start of `bytes`; what is no RESP counts as one command without a name. */
function parseCommand(bytes: Buffer): { command: string[]; length: number } | null {
  if (bytes.length === 0) return null
  if (bytes[0] !== 0x2a) return { command: [''], length: bytes.length }
  let at = bytes.indexOf('\r\n')
  if (at < 0) return null
  const parts = Number(bytes.toString('latin1', 1, at))
  const command: string[] = []
  at += 2
  for (let i = 0; i < parts; i++) {
    const end = bytes.indexOf('\r\n', at)
    if (end < 0) return null
    const size = Number(bytes.toString('latin1', at + 1, end))
    if (bytes.length < end + 2 + size + 2) return null
    command.push(bytes.toString('utf8', end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
  command[0] = (command[0] ?? '').toLowerCase()
  return { command, length: at }
}
