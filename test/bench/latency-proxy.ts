import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface LatencyProxy {
  port: number
  /** How often the client spoke after it had heard the server: its round trips. */
  roundTrips(): number
  stop(): void
}

/** A loopback proxy that holds every byte for `delayMs`, each way. */
export async function startLatencyProxy(targetPort: number, delayMs: number): Promise<LatencyProxy> {
  const sockets = new Set<Socket>()
  let roundTrips = 0
  let lastSpoke: 'client' | 'server' = 'server'

  const carry = (from: Socket, to: Socket, who: 'client' | 'server'): void => {
    from.on('data', (bytes) => {
      setTimeout(() => to.writable && to.write(bytes), delayMs)
    })
    // The client's turn begins when its bytes arrive here, the server's when the client hears it.
    from.on('data', () => {
      if (who === 'server') return void setTimeout(() => (lastSpoke = 'server'), delayMs)
      if (lastSpoke === 'server') roundTrips += 1
      lastSpoke = 'client'
    })
    from.on('error', () => to.destroy())
    from.on('close', () => to.destroy())
    sockets.add(from)
  }

  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1')
    for (const socket of [client, target]) socket.setNoDelay(true)
    carry(client, target, 'client')
    carry(target, client, 'server')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    roundTrips: () => roundTrips,
    stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
