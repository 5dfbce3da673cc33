import type { Redis } from 'ioredis'
import { ownConnection, retryDelayMs } from './client-options.ts'
import { noAnswer, type Outcome, type Outlet } from './outlet.ts'
import { ask, sever, untilReady } from './question.ts'
import { isReply, messageOf, refusalText } from './replies.ts'
import type { Command } from './slice.ts'

/** One server, or the primary that sentinels name: a slice is a transaction, so that it counts as a whole or not at all. */
export function createStandaloneOutlet(client: Redis): Outlet {
  const redis = client.duplicate({ ...ownConnection, enableOfflineQueue: false, retryStrategy: retryDelayMs })
  let lastError: string | null = null
  redis.on('error', (error: Error) => (lastError = error.message))
  redis.on('ready', () => (lastError = null))

  return {
    async whyNotReady(waitMs) {
      if (redis.status === 'wait' || redis.status === 'end') redis.connect().catch(() => undefined)
      if (!(await untilReady(redis, waitMs))) return lastError ?? noAnswer
      return ask(redis, waitMs)
    },
    async send(commands, waitMs) {
      if (redis.status !== 'ready' || !redis.stream.writable) return notSent(commands, lastError ?? noAnswer)
      const transaction = redis.multi(commands.map(({ name, args }) => [name, ...args]))
      const timer = setTimeout(() => sever(redis), waitMs)
      try {
        return outcomeOf(commands, await transaction.exec())
      } catch (error) {
        if (!isDiscarded(error)) return { ...nothingLeft, isUncertain: true, why: messageOf(error) }
        const why = reasonOf(error)
        // The server has become a replica: another one takes the counters now.
        if (why.startsWith('READONLY')) redis.disconnect(true)
        return notSent(commands, why)
      } finally {
        clearTimeout(timer)
      }
    },
    close: () => redis.disconnect(),
  }
}

const nothingLeft: Outcome = { waiting: [], refused: [], isUncertain: false, why: null }

function notSent(commands: Command[], why: string): Outcome {
  return { ...nothingLeft, waiting: commands, why }
}

function outcomeOf(commands: Command[], results: [error: Error | null, reply: unknown][] | null): Outcome {
  if (results?.length !== commands.length)
    return { ...nothingLeft, isUncertain: true, why: 'An odd reply came.' }
  const at = results.findIndex(([error]) => error)
  if (at < 0) return nothingLeft
  return {
    ...nothingLeft,
    refused: commands.filter((_, i) => results[i]![0]),
    why: refusalText(results[at]![0]!, commands[at]!),
  }
}

/** Only so does Redis say that nothing of a transaction was carried out. */
function isDiscarded(error: unknown): error is Error {
  return isReply(error) && error.message.startsWith('EXECABORT')
}

function reasonOf(error: Error): string {
  const { previousErrors = [] } = error as Error & { previousErrors?: Error[] }
  return (previousErrors[0] ?? error).message
}
