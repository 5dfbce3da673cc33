import type { Cluster, Redis } from 'ioredis'
import { ownConnection, retryDelayMs } from './client-options.ts'
import { slotOf } from './cluster-slot.ts'
import { noAnswer, type Outcome, type Outlet } from './outlet.ts'
import { ask, sever, untilReady } from './question.ts'
import { isForGood, isReply, messageOf, refusalText } from './replies.ts'
import { waves, type Command } from './slice.ts'

type Result = [error: Error | null, reply?: unknown]

/**
 * A cluster, where no transaction spans two keys of a slice: the parts are sent first, and the totals of minutes, hours and
 * days each after the one before was confirmed, so that nobody ever sees a total without its parts. The nodes are written
 * to one by one, because the cluster client sends again what a lost connection left without answer.
 */
export function createClusterOutlet(client: Cluster): Outlet {
  const cluster = client.duplicate([], {
    ...client.options,
    lazyConnect: true,
    enableOfflineQueue: false,
    enableAutoPipelining: false,
    keyPrefix: '',
    scaleReads: 'master',
    retryDelayOnFailover: 0,
    clusterNodeRetryStrategy: null,
    clusterRetryStrategy: retryDelayMs,
    slotsRefreshInterval: client.options.slotsRefreshInterval ?? 30_000,
    redisOptions: { ...client.options.redisOptions, ...ownConnection },
  })
  let lastError: string | null = null
  cluster.on('error', (error: Error) => (lastError = error.message))
  cluster.on('node error', (error: Error) => (lastError = error.message))

  const masters = (): Map<string, Redis> =>
    new Map(cluster.nodes('master').map((node) => [`${node.options.host}:${node.options.port}`, node]))

  const refreshed = (): Promise<void> => new Promise((resolve) => cluster.refreshSlotsCache(() => resolve()))

  const nodesAnswer = async (waitMs: number): Promise<string | null> => {
    const nodes = masters()
    const owners = new Set(cluster.slots.flatMap((keys) => keys[0] ?? []))
    if (owners.size === 0) return noAnswer
    const answers = await Promise.all(
      [...owners].map((owner) => {
        const node = nodes.get(owner)
        return node ? ask(node, waitMs) : `There is no connection to ${owner}.`
      }),
    )
    return answers.find((answer) => answer !== null) ?? null
  }

  return {
    async whyNotReady(waitMs) {
      if (cluster.status === 'wait' || cluster.status === 'end') cluster.connect().catch(() => undefined)
      if (!(await untilReady(cluster, waitMs))) return lastError ?? noAnswer
      const why = await nodesAnswer(waitMs)
      // Another node may have taken the place of one that is away.
      if (why !== null) await refreshed()
      return why
    },
    async send(commands, waitMs) {
      const outcome: Outcome = { waiting: [], refused: [], isUncertain: false, why: null }
      for (const wave of waves) {
        const inWave = commands.filter((command) => command.wave === wave)
        if (outcome.waiting.length > 0) outcome.waiting.push(...inWave)
        else await sendWave(inWave, outcome, waitMs)
      }
      return outcome
    },
    close: () => cluster.disconnect(),
  }

  async function sendWave(commands: Command[], outcome: Outcome, waitMs: number): Promise<void> {
    const nodes = masters()
    const byOwner = groupBy(commands, ({ args: [key] }) => cluster.slots[slotOf(key!)]?.[0] ?? '')
    await Promise.all(
      [...byOwner].map(async ([owner, own]) => {
        const node = nodes.get(owner)
        if (node?.status !== 'ready' || !node.stream.writable) return wait(own, outcome)
        const results = await sendToNode(node, own, waitMs)
        const moved = own.filter((_, i) => isElsewhere(results[i]![0]))
        own.forEach((command, i) => {
          if (!isElsewhere(results[i]![0])) note(command, results[i]![0], outcome)
        })
        await Promise.all(moved.map((command) => follow(command, outcome, waitMs)))
      }),
    )
  }

  function wait(commands: Command[], outcome: Outcome): void {
    outcome.waiting.push(...commands)
    outcome.why ??= lastError ?? noAnswer
  }

  /** The slot has moved or is moving: the cluster client knows how to find it. */
  async function follow(command: Command, outcome: Outcome, waitMs: number): Promise<void> {
    if (cluster.status !== 'ready') return wait([command], outcome)
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(noAnswer)), waitMs)
    })
    try {
      await Promise.race([cluster.call(command.name, command.args), tooLate])
    } catch (error) {
      note(command, error, outcome)
    } finally {
      clearTimeout(timer)
    }
  }
}

async function sendToNode(node: Redis, commands: Command[], waitMs: number): Promise<Result[]> {
  const timer = setTimeout(() => sever(node), waitMs)
  try {
    const results = await node.pipeline(commands.map(({ name, args }) => [name, ...args])).exec()
    return results ?? commands.map(() => [new Error('No reply came.')])
  } catch (error) {
    return commands.map(() => [error as Error])
  } finally {
    clearTimeout(timer)
  }
}

function groupBy<T>(list: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of list) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

function isElsewhere(error: Error | null): boolean {
  return isReply(error) && /^(MOVED|ASK|TRYAGAIN)\b/.test(error.message)
}

function note(command: Command, error: unknown, outcome: Outcome): void {
  if (error === null) return
  if (!isReply(error)) {
    outcome.why = messageOf(error)
    // Only a counter must not be sent twice.
    if (command.name === 'incrby') outcome.isUncertain = true
    else outcome.waiting.push(command)
    return
  }
  outcome.why = refusalText(error, command)
  if (isForGood(error)) outcome.refused.push(command)
  else outcome.waiting.push(command)
}
