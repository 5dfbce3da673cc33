/** The users of one day by the hash of their id, each with the calls that were read of it. */
export interface UserCalls {
  /** Notes the calls of a user, at least 1. The same user may come again. */
  add(low: number, high: number, calls: number): void
  /** Makes each user count once, with the larger of its readings; pauses after each part. Done before anything is asked. */
  settle(): Iterable<void>
  users(): number
  /** Calls of all users. */
  calls(): number
  /** Hashes of the users as signed 64-bit numbers, at most 4,096 at a time, those with alike high bits together and in order. */
  hashes(): Iterable<BigInt64Array>
  /** Calls of each user in no order; pauses after each part. */
  each(visit: (calls: number) => void): Iterable<void>
}

/** Entries of three halves: the hash, low half first, and the calls; 0 where the user stands elsewhere. */
interface Part {
  /** How many of the highest bits of the hash all its users share. */
  depth: number
  chunks: Uint32Array[]
  entries: number
}

const chunkEntries = 1_024
/** A part with so many entries is split in two by the next bit of the hash: none takes long to go through. */
const splitEntries = 65_536
const deepest = 16
/** So many hashes make one piece of work on the archive: it takes a few milliseconds. */
const givenHashes = 4_096
/** Stands for calls that need more than 32 bits: those are kept aside. */
const isLarge = 0xffffffff

/** Takes 12 bytes for each time that a user is noted, and copies nothing while it grows. */
export function createUserCalls(): UserCalls {
  /** By the highest bits of the hash; a part that shares fewer of them stands in several places. */
  let directory: Part[] = [{ depth: 0, chunks: [], entries: 0 }]
  let bits = 0
  const large = new Map<string, number>()
  let users = 0
  let sum = 0

  const partOf = (high: number): Part => directory[bits === 0 ? 0 : high >>> (32 - bits)]!
  const parts = (): Set<Part> => new Set(directory)

  const split = (whole: Part): void => {
    if (whole.depth === bits) {
      directory = directory.flatMap((part) => [part, part])
      bits += 1
    }
    const halves = [0, 1].map((): Part => ({ depth: whole.depth + 1, chunks: [], entries: 0 }))
    directory = directory.map((part, i) =>
      part === whole ? halves[(i >>> (bits - whole.depth - 1)) & 1]! : part,
    )
    for (let i = 0; i < whole.entries; i++) {
      const { chunk, at } = entryOf(whole, i)
      append(partOf(chunk[at + 1]!), chunk[at]!, chunk[at + 1]!, chunk[at + 2]!)
    }
  }

  const callsAt = (chunk: Uint32Array, at: number): number => {
    const calls = chunk[at + 2]!
    return calls === isLarge ? large.get(`${chunk[at + 1]}:${chunk[at]}`)! : calls
  }

  return {
    add(low, high, calls) {
      const part = partOf(high)
      if (part.entries >= splitEntries && part.depth < deepest) split(part)
      append(partOf(high), low, high, Math.min(calls, isLarge))
      if (calls < isLarge) return
      const id = `${high}:${low}`
      large.set(id, Math.max(calls, large.get(id) ?? 0))
    },
    *settle() {
      users = 0
      sum = 0
      for (const part of parts()) {
        joinRepeated(part)
        for (let i = 0; i < part.entries; i++) {
          const { chunk, at } = entryOf(part, i)
          if (chunk[at + 2] === 0) continue
          users++
          sum += callsAt(chunk, at)
        }
        yield
      }
    },
    users: () => users,
    calls: () => sum,
    *hashes() {
      for (const part of parts()) {
        const all = hashesOf(part)
        for (let from = 0; from < all.length; from += givenHashes)
          yield all.subarray(from, from + givenHashes)
      }
    },
    *each(visit) {
      for (const part of parts()) {
        for (let i = 0; i < part.entries; i++) {
          const { chunk, at } = entryOf(part, i)
          if (chunk[at + 2] !== 0) visit(callsAt(chunk, at))
        }
        yield
      }
    },
  }
}

function entryOf({ chunks }: Part, i: number): { chunk: Uint32Array; at: number } {
  return { chunk: chunks[Math.floor(i / chunkEntries)]!, at: (i % chunkEntries) * 3 }
}

function append(part: Part, low: number, high: number, calls: number): void {
  if (part.entries === part.chunks.length * chunkEntries) part.chunks.push(new Uint32Array(3 * chunkEntries))
  const { chunk, at } = entryOf(part, part.entries)
  chunk[at] = low
  chunk[at + 1] = high
  chunk[at + 2] = calls
  part.entries++
}

/** Leaves the calls of a user that stands there more than once at its first entry alone, the larger of all. */
function joinRepeated(part: Part): void {
  const slots = placesFor(part.entries)
  const mask = slots.length - 1
  for (let i = 0; i < part.entries; i++) {
    const { chunk, at } = entryOf(part, i)
    const calls = chunk[at + 2]!
    if (calls === 0) continue
    for (let slot = chunk[at]! & mask; ; slot = (slot + 1) & mask) {
      const taken = slots[slot]!
      if (taken === 0) {
        slots[slot] = i + 1
        break
      }
      const first = entryOf(part, taken - 1)
      if (first.chunk[first.at] !== chunk[at] || first.chunk[first.at + 1] !== chunk[at + 1]) continue
      first.chunk[first.at + 2] = Math.max(calls, first.chunk[first.at + 2]!)
      chunk[at + 2] = 0
      break
    }
  }
}

let places = new Int32Array(0)

/** Empty places of a hash table, at least twice as many as entries; the same memory each time. */
function placesFor(entries: number): Int32Array {
  const size = 2 ** Math.ceil(Math.log2(2 * Math.max(entries, 8)))
  if (places.length < size) places = new Int32Array(size)
  return places.subarray(0, size).fill(0)
}

function hashesOf(part: Part): BigInt64Array {
  const halves = new Uint32Array(2 * part.entries)
  let next = 0
  for (let i = 0; i < part.entries; i++) {
    const { chunk, at } = entryOf(part, i)
    if (chunk[at + 2] === 0) continue
    halves[next++] = chunk[at]!
    halves[next++] = chunk[at + 1]!
  }
  return new BigInt64Array(halves.buffer, 0, next / 2).sort()
}
