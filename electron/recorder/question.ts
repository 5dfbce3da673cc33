import type { Redis } from 'ioredis'
import { noAnswer } from './outlet.ts'
import { isBusy, isReply, messageOf } from './replies.ts'

/** Asks a server something that changes nothing: null if it takes commands, else why not. Ends a connection that is mute. */
export async function ask(redis: Redis, waitMs: number): Promise<string | null> {
  try {
    await question(redis, waitMs)
    return null
  } catch (error) {
    return isReply(error) ? error.message : `${noAnswer} (${messageOf(error)})`
  }
}

/** As `ask`, but rejects with the error. */
export async function question(redis: Redis, waitMs: number): Promise<void> {
  const timer = setTimeout(() => sever(redis), waitMs)
  try {
    await redis.ping()
  } catch (error) {
    if (!isReply(error) || isBusy(error)) throw error
  } finally {
    clearTimeout(timer)
  }
}

/** Ends a connection at once: what was sent over it and not answered fails, and it is made anew. */
export function sever(redis: Redis): void {
  redis.stream?.destroy()
}

/** Resolves when the client is ready, or after a while. */
export async function untilReady(
  client: {
    status: string
    once(event: 'ready', listener: () => void): unknown
    off(event: 'ready', listener: () => void): unknown
  },
  waitMs: number,
): Promise<boolean> {
  if (client.status === 'ready') return true
  return new Promise((resolve) => {
    const settle = (): void => {
      clearTimeout(timer)
      client.off('ready', settle)
      resolve(client.status === 'ready')
    }
    const timer = setTimeout(settle, waitMs)
    client.once('ready', settle)
  })
}
