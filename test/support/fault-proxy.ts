import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { takeCommand, takeReply } from './resp-cut.ts'

export type Fault =
  | { kind: 'none' }
  /** Each direction takes half of it. */
  | { kind: 'latency'; ms: number }
  /** New connections are closed at once, present ones too. */
  | { kind: 'down' }
  /** Takes bytes and answers nothing. */
  | { kind: 'hang' }
  /** The answer to the next matching command comes, then the connection closes after a while. */
  | { kind: 'slow close'; afterMs: number }
  /** The connection breaks in place of an answer. */
  | { kind: 'reset' }
  /** Half of an answer, then the end. */
  | { kind: 'cut' }
  /** A byte that does not belong there in the middle of an answer. */
  | { kind: 'garbage'; byte?: number }
  /** This error in place of the answer, such as `LOADING Redis is loading the dataset in memory`. */
  | { kind: 'error'; reply: string }

export interface FaultProxy {
  port: number
  url: string
  /**
   * Switches the fault; `commands` limits it to answers to these, in small letters, and `once` to the first of them. Present
   * connections feel it too.
   */
  set(fault: Fault, commands?: string[], once?: boolean): void
  /** Connections taken since the start. */
  connections(): number
  stop(): Promise<void>
}

/** A TCP proxy on loopback in front of a real Redis, with faults that can be switched while it runs. */
export async function startFaultProxy(target: { port: number }): Promise<FaultProxy> {
  let fault: Fault = { kind: 'none' }
  let only: Set<string> | null = null
  let isOnce = false
  let taken = 0
  const sockets = new Set<Socket>()

  const server = createServer((client) => {
    taken += 1
    if (fault.kind === 'down') return void client.resetAndDestroy()
    const upstream = connect(target.port, '127.0.0.1')
    const pair = [client, upstream]
    const end = (): void => pair.forEach((socket) => socket.destroy())
    for (const socket of pair) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        end()
      })
    }
    relay(client, upstream, (command) => {
      const present = { fault, only }
      if (isOnce && command !== undefined && only?.has(command)) fault = { kind: 'none' }
      return present
    })
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    set: (next, commands, once = false) => {
      fault = next
      isOnce = once
      only = commands ? new Set(commands) : null
      if (next.kind === 'down') for (const socket of sockets) socket.destroy()
    },
    connections: () => taken,
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Present {
  fault: Fault
  only: Set<string> | null
}

/** Passes commands on, and answers one by one, each with the name of the command that it belongs to. */
function relay(client: Socket, upstream: Socket, present: (command?: string) => Present): void {
  const asked: string[] = []
  let commands = Buffer.alloc(0)
  let answers = Buffer.alloc(0)

  client.on('data', (bytes) => {
    commands = Buffer.concat([commands, bytes])
    for (let taken = takeCommand(commands); taken; taken = takeCommand(commands)) {
      asked.push(taken.name)
      commands = commands.subarray(taken.length)
    }
    const { fault } = present()
    if (fault.kind === 'latency') setTimeout(() => upstream.write(bytes), fault.ms / 2)
    else upstream.write(bytes)
  })

  upstream.on('data', (bytes) => {
    answers = Buffer.concat([answers, bytes])
    for (let length = takeReply(answers); length > 0; length = takeReply(answers)) {
      const answer = answers.subarray(0, length)
      answers = answers.subarray(length)
      const command = asked.shift() ?? ''
      deliver(client, answer, command, present(command))
    }
  })
}

function deliver(client: Socket, answer: Buffer, command: string, { fault, only }: Present): void {
  if (client.destroyed) return
  if (fault.kind === 'latency') return void setTimeout(() => client.write(answer), fault.ms / 2)
  if (only && !only.has(command)) return void client.write(answer)
  const middle = Math.ceil(answer.length / 2)
  switch (fault.kind) {
    case 'none':
    case 'down':
      return void client.write(answer)
    case 'hang':
      return
    case 'slow close':
      client.write(answer)
      return void setTimeout(() => client.destroy(), fault.afterMs)
    case 'reset':
      return void client.resetAndDestroy()
    case 'cut':
      return void client.end(answer.subarray(0, middle))
    case 'garbage':
      client.write(
        Buffer.concat([
          answer.subarray(0, middle),
          Buffer.from([fault.byte ?? 0xfe]),
          answer.subarray(middle),
        ]),
      )
      return
    case 'error':
      return void client.write(`-${fault.reply}\r\n`)
  }
}
