import type { SourceInfo } from '../../../../shared/connection.ts'
import type { Clock, Log } from '../deps.ts'
import type { Source } from '../source.ts'
import { serverFacts } from './facts.ts'
import type { Dial } from './link.ts'
import { texts, ttls, types } from './lookups.ts'
import { members } from './members.ts'
import { createMemory } from './memory.ts'
import { read } from './read.ts'
import { scanStep } from './scan.ts'
import { createSession } from './session.ts'

/** The counters of one Redis behind the source's interface; how it is reached is the dial's matter. */
export function createRedisSource(
  info: SourceInfo,
  dial: Dial,
  { clock, log }: { clock: Clock; log: Log },
): Source {
  let memory = createMemory(clock)
  const session = createSession({
    dial,
    where: info.address,
    prefix: info.prefix,
    clock,
    log,
    onConnected: () => {
      memory = createMemory(clock)
    },
  })
  const { send } = session
  return {
    info,
    status: session.status,
    onStatus: session.onStatus,
    open: session.open,
    retry: session.retry,
    read: (request) => read(send, memory, request),
    types: (keys) => types(send, keys),
    ttls: (keys) => ttls(send, keys),
    texts: (keys) => texts(send, keys),
    index: (key) => members(send, key),
    scanStep: (input) => scanStep(send, input),
    facts: async () => {
      const { facts, standing } = await serverFacts(send, memory, [info.prefix, info.reportPrefix])
      session.noteStanding(standing)
      return facts
    },
    close: session.close,
  }
}
