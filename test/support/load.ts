import autocannon from 'autocannon'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Listening {
  url: string
  close(): Promise<void>
}

/** Serves on a free loopback port. */
export async function listen(handler: RequestListener): Promise<Listening> {
  const server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Sends requests over many connections and gives the load tool's own counts by status. Every request is answered. */
export async function loadWith(
  url: string,
  requests: { path: string; headers?: Record<string, string> }[],
  amount: number,
): Promise<Map<string, number>> {
  const { errors, timeouts, statusCodeStats } = await autocannon({ url, amount, connections: 20, requests })
  if (errors + timeouts > 0) throw new Error(`The load tool met ${errors} errors and ${timeouts} timeouts.`)
  return new Map(Object.entries(statusCodeStats).map(([code, { count }]) => [code, count]))
}
