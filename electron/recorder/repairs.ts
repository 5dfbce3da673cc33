import type { Expiries } from './expiries.ts'
import type { Command, Slice } from './slice.ts'

/**
 * What uncertain slices leave to do: their expiries, index members and users, which may be told twice. Other slices have
 * counted on these expiries, so they are given when all that was cut has been sent; what comes later gives them anew.
 */
export interface Repairs {
  add(commands: Command[]): void
  isEmpty(): boolean
  /** Slices without calls; each is taken out as it is asked for. */
  slices(): Iterator<Slice>
}

export function createRepairs(expiries: Expiries): Repairs {
  const left: Command[][] = []

  function* slices(): Generator<Slice> {
    for (let commands = left.shift(); commands; commands = left.shift()) {
      yield { calls: 0, commands, repeatable: commands }
    }
  }

  return {
    isEmpty: () => left.length === 0,
    slices,
    add(commands) {
      if (commands.length > 0) left.push(commands)
      for (const { name, args } of commands) if (name === 'expireat') expiries.forget(args[0]!)
    },
  }
}
