import { Command, Pipeline, ReplyError, type Redis } from 'ioredis'
import type { AppError } from '../../../../shared/errors.ts'
import { destroyClient } from './client.ts'
import { connectionFailure } from './failures.ts'
import type { Link } from './link.ts'
import { wholeConnectionFailure } from './server-errors.ts'
import type { Answer } from './wire.ts'

/** The part of a pipeline that sends bytes and gives bytes, which the library's types leave out. */
interface RawPipeline {
  sendCommand(command: Command): unknown
  exec(): Promise<[error: Error | null, reply: unknown][]>
}

/** A link over a connected client. */
export function createClientLink(redis: Redis, where: string): Link {
  let lost: AppError | null = null
  const listeners: ((why: AppError) => void)[] = []

  const lose = (error: unknown): void => {
    if (lost) return
    lost = clientFailure(error, where)
    destroyClient(redis)
    for (const listener of listeners) listener(lost)
  }

  redis.on('error', lose)
  redis.once('close', () => lose(new Error('closed')))

  return {
    send: async (commands) => {
      if (lost) throw lost
      const pipeline = new Pipeline(redis) as unknown as RawPipeline
      for (const { name, args } of commands) pipeline.sendCommand(new Command(name, args))
      const results = await pipeline.exec()
      for (const [error] of results) if (error && !(error instanceof ReplyError)) lose(error)
      // A broken reply can end in a well-formed one: what came with a protocol error is not believed.
      if (lost) throw lost
      return results.map(([error, reply]) => error ?? (reply as Answer))
    },
    onLost: (listener) => {
      if (lost) listener(lost)
      else listeners.push(listener)
    },
    close: () => {
      listeners.length = 0
      lose(new Error('closed'))
    },
  }
}

/** Any failure of a client as an error that names its cause. */
export function clientFailure(error: unknown, where: string): AppError {
  const fromServer = error instanceof Error && error instanceof ReplyError
  return (fromServer ? wholeConnectionFailure(error as Error) : null) ?? connectionFailure(error, where)
}
