import type { Expiries } from './expiries.ts'
import type { Counter, Share } from './shares.ts'
import type { Command, Slice } from './slice.ts'
import { valueIn } from './value-in.ts'

/** A slice that is still being filled. */
export interface Draft {
  calls(): number
  bytes(): number
  /** How many bytes more it would be with these shares, at most. */
  costOf(shares: Share[]): number
  add(shares: Share[], calls: number): void
  finish(): Slice
}

interface Growth {
  counter: Counter
  by: number
}

// As sent, beside the keys and names: "*3 $6 INCRBY $27 key $16 number", "*3 $8 EXPIREAT $27 key $10 number", "$10 score $6
// name", "PFADD key" with the expiry of the key, "MULTI" and "EXEC".
const incrementBytes = 48
const expiryBytes = 48
const memberBytes = 28
const memberCommandBytes = 90
const transactionBytes = 40

export function createDraft(expiries: Expiries): Draft {
  const growths = new Map<string, Growth>()
  const entered = new Map<Share, Growth[]>()
  const seen = new Map<string, Map<string, number>>()
  const users = new Map<string, { names: string[]; expireAtS: number }>()
  let bytes = transactionBytes
  let calls = 0

  /** The estimate of users knows one whose counter has its expiry: both are given in one slice. */
  const newUserOf = ({ user, counters: [counter] }: Share): Share['user'] =>
    counter && !expiries.has(counter.key) ? user : null

  const costOfShare = (share: Share): number => {
    if (entered.has(share)) return 0
    let cost = 0
    for (const { key, keyBytes } of share.counters) {
      if (growths.has(key)) continue
      cost += incrementBytes + keyBytes
      if (!expiries.has(key)) cost += expiryBytes + keyBytes
    }
    const owner = share.seen ?? newUserOf(share)
    if (!owner) return cost
    if (!seen.has(owner.key) && !users.has(owner.key))
      cost += memberCommandBytes + 2 * Buffer.byteLength(owner.key)
    return cost + memberBytes + Buffer.byteLength(owner.name)
  }

  const enter = (share: Share): Growth[] => {
    bytes += costOfShare(share)
    const own = share.counters.map((counter) => {
      const growth = growths.get(counter.key) ?? { counter, by: 0 }
      growths.set(counter.key, growth)
      return growth
    })
    entered.set(share, own)
    if (share.seen) {
      const { key, name, atS } = share.seen
      valueIn(seen, key, () => new Map()).set(name, atS)
      // Of several slices that share it the first tells the index.
      share.seen = null
    }
    const user = newUserOf(share)
    if (user) valueIn(users, user.key, () => ({ names: [], expireAtS: user.expireAtS })).names.push(user.name)
    return own
  }

  return {
    calls: () => calls,
    bytes: () => bytes,
    costOf: (shares) => shares.reduce((sum, share) => sum + costOfShare(share), 0),
    add(shares, more) {
      for (const share of shares) {
        for (const growth of entered.get(share) ?? enter(share)) growth.by += more
      }
      calls += more
    },
    finish() {
      const commands: Command[] = []
      const giveExpiry = (key: string, atS: number, wave: Command['wave']): void => {
        if (expiries.has(key)) return
        commands.push({ name: 'expireat', args: [key, String(atS)], wave })
        expiries.add(key)
      }
      for (const { counter, by } of growths.values()) {
        commands.push({ name: 'incrby', args: [counter.key, String(by)], wave: counter.wave })
        giveExpiry(counter.key, counter.expireAtS, counter.wave)
      }
      for (const [key, { names, expireAtS }] of users) {
        commands.push({ name: 'pfadd', args: [key, ...names], wave: 0 })
        giveExpiry(key, expireAtS, 0)
      }
      for (const [key, names] of seen) {
        const members = [...names].flatMap(([name, atS]) => [String(atS), name])
        commands.push({ name: 'zadd', args: [key, 'GT', ...members], wave: 0 })
      }
      return { calls, commands, repeatable: commands.filter(({ name }) => name !== 'incrby') }
    },
  }
}
