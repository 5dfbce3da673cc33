import { Cluster, type NatMap } from 'ioredis'
import { freePort, startRedis, type RedisServer } from './redis-server.ts'
import { until } from './source-kit.ts'

export interface RedisCluster {
  /** The primaries; each holds a third of the slots at first. */
  nodes: RedisServer[]
  /** Whose slot it is, by the servers' own word. */
  ownerOf(key: string): Promise<RedisServer>
  /** Runs something on every primary. */
  everywhere<T>(run: (node: RedisServer) => Promise<T>): Promise<T[]>
  stop(): Promise<void>
}

const slots = 16_384

/** Starts a real cluster of primaries on free loopback ports and waits until every node calls it whole. */
export async function startCluster(size = 3): Promise<RedisCluster> {
  const nodes: RedisServer[] = []
  const stop = async (): Promise<void> => void (await Promise.all(nodes.map((node) => node.stop())))
  try {
    for (let i = 0; i < size; i++) nodes.push(await startNode())
    await Promise.all(
      nodes.map((node, i) => {
        const [from, to] = [Math.ceil((i * slots) / size), Math.ceil(((i + 1) * slots) / size) - 1]
        return node.command('CLUSTER', 'ADDSLOTSRANGE', from, to)
      }),
    )
    for (const node of nodes.slice(1)) await meet(nodes[0]!, node)
    for (const node of nodes) await until(() => isWhole(node, size), 'the cluster is whole', 30_000)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    nodes,
    everywhere: (run) => Promise.all(nodes.map(run)),
    async ownerOf(key) {
      const slot = Number(await nodes[0]!.command('CLUSTER', 'KEYSLOT', key))
      const ranges = (await nodes[0]!.command('CLUSTER', 'SLOTS')) as [number, number, [string, number]][]
      const [, , [, port]] = ranges.find(([from, to]) => from <= slot && slot <= to)!
      return nodes.find((node) => node.port === port)!
    },
    stop,
  }
}

async function startNode(): Promise<RedisServer> {
  const bus = await freePort()
  return startRedis({
    args: ['--cluster-enabled', 'yes', '--cluster-port', String(bus), '--cluster-node-timeout', '2000'],
  })
}

async function meet(node: RedisServer, other: RedisServer): Promise<void> {
  const config = (await other.command('CONFIG', 'GET', 'cluster-port')) as string[]
  await node.command('CLUSTER', 'MEET', '127.0.0.1', other.port, config[1]!)
}

async function isWhole(node: RedisServer, size: number): Promise<boolean> {
  const info = String(await node.command('CLUSTER', 'INFO'))
  return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${size}`)
}

/** A client as a service has it. */
export function clusterClient({ nodes }: RedisCluster, natMap: NatMap = {}): Cluster {
  const startupNodes = nodes.map(({ port }) => ({ host: '127.0.0.1', port }))
  return new Cluster(startupNodes, { lazyConnect: true, natMap })
}
