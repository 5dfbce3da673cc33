import { displayAddress, parseAddress, startCore } from '../core/index.ts'
import type { RedisAddress } from '../core/source/address.ts'
import { version } from '../version.ts'
import { ownPrefixes, type ChosenSource } from './choose-source.ts'
import type { SourceChoice } from './arguments.ts'
import { findConnection } from './find-connection.ts'
import { passwordFor } from './password.ts'
import type { Terminal } from './terminal.ts'
import { WrongUsage } from './wrong-usage.ts'

/** A Redis that calls are to be written to, and how its buckets and keys are made. */
export interface WriteTarget {
  /** What the user calls it: the name of a saved connection, else the address without user and password. */
  name: string
  address: RedisAddress
  prefix: string
  bucketOffsetMinutes: number
}

export interface WriteTargetOptions {
  source: ChosenSource
  choice: SourceChoice
  dataDir: string
  terminal: Terminal
}

/** What a command line names to write to. Throws AppError for a password that is not known, WrongUsage for sample data. */
export async function writeTarget({
  source,
  choice,
  dataDir,
  terminal,
}: WriteTargetOptions): Promise<WriteTarget> {
  const { prefix = null } = ownPrefixes(choice)
  if (source.kind === 'address') {
    const address = parseAddress(source.input.url)
    if (address.kind === 'sample') {
      throw new WrongUsage('The sample data cannot be written to: give the address of a Redis with --url.')
    }
    return { name: displayAddress(address), address, prefix: prefix ?? 'stats', bucketOffsetMinutes: 0 }
  }
  const connection = await savedConnection(source.name, dataDir, terminal)
  const { place, user, bucketOffsetMinutes } = connection
  const password = await passwordFor(connection)
  const address: RedisAddress = { kind: 'redis', ...place, user, password }
  const name = connection.name || connection.address
  return { name, address, prefix: prefix ?? connection.prefix, bucketOffsetMinutes }
}

async function savedConnection(name: string, dataDir: string, { log }: Terminal) {
  const core = await startCore({
    host: 'command line',
    version,
    dataDir,
    log,
    remembersConnection: false,
    emit: () => undefined,
  })
  try {
    const { items } = await core.api.connections()
    return findConnection(items, name)
  } finally {
    await core.stop()
  }
}
