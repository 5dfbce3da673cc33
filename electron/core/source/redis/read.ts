import type { Reading, ReadRequest, ReadResult } from '../source.ts'
import { command, type WireCommand } from './commands.ts'
import { countFromReply } from './count.ts'
import type { Send } from './link.ts'
import type { Memory } from './memory.ts'
import { isCommandRefused, isNoPermission, isWrongType, unexpectedReply } from './server-errors.ts'
import { keyToWire, replyText, type Answer } from './wire.ts'

const mgetKeys = 1_000

/** A stretch of the parts that one MGET reads; `at` has their places in the request where some were left out. */
interface Chunk {
  keys: string[]
  from: number
  at: number[] | null
}

/**
 * One pipeline: TIME, a GET for each total, MGETs of at most 1,000 parts, a GET for each total to be read again, TIME. Where the
 * account may not read some part, a second pipeline of GETs tells which; that is remembered, so the next reading is one again.
 */
export async function read(send: Send, memory: Memory, request: ReadRequest): Promise<ReadResult> {
  const { totals, parts, again = [] } = request
  const isPartial = memory.hasRefused()
  const chunks = chunksOf(parts, isPartial ? memory : null)
  const commands: WireCommand[] = []
  const asksTime = memory.asksTime
  if (asksTime) commands.push(command('time'))
  for (const key of totals) commands.push(getOf(key))
  for (const chunk of chunks) {
    if (memory.usesMget) commands.push({ name: 'mget', args: chunk.keys.map(keyToWire) })
    else for (const key of chunk.keys) commands.push(getOf(key))
  }
  for (const key of again) commands.push(getOf(key))
  // A broken value can look whole when it comes last; an answer after it brings the break to light.
  if (asksTime) commands.push(command('time'))

  const usesMget = memory.usesMget
  const startedAt = performance.now()
  const answers = commands.length > 0 ? await send(commands) : []
  let next = 0
  const serverMs = asksTime ? timeFrom(answers[next++], memory) : null
  const totalReadings = totals.map(() => readingOf(answers[next++]))
  const partReadings = new Array<Reading>(parts.length).fill(isPartial ? 'no_permission' : null)
  const refused: Chunk[] = []
  for (const chunk of chunks) {
    if (!usesMget) {
      chunk.keys.forEach((_key, i) => place(partReadings, chunk, i, readingOf(answers[next++])))
      continue
    }
    const answer = answers[next++]
    if (Array.isArray(answer) && answer.length === chunk.keys.length) {
      for (let i = 0; i < chunk.keys.length; i++) place(partReadings, chunk, i, countFromReply(answer[i]))
    } else if (isNoPermission(answer)) {
      if (isCommandRefused(answer)) memory.usesMget = false
      refused.push(chunk)
    } else throw unexpectedReply('mget', answer instanceof Error ? answer : new Error())
  }
  const againReadings = again.map(() => readingOf(answers[next++]))
  if (refused.length > 0) await readOneByOne(send, memory, refused, partReadings)
  return {
    serverMs,
    totals: totalReadings,
    parts: partReadings,
    again: againReadings,
    latencyMs: performance.now() - startedAt,
    roundTrips: (commands.length > 0 ? 1 : 0) + (refused.length > 0 ? 1 : 0),
  }
}

async function readOneByOne(send: Send, memory: Memory, chunks: Chunk[], into: Reading[]): Promise<void> {
  const answers = await send(chunks.flatMap((chunk) => chunk.keys.map(getOf)))
  let next = 0
  for (const chunk of chunks) {
    chunk.keys.forEach((key, i) => {
      const answer = answers[next++]
      if (isNoPermission(answer) && !isCommandRefused(answer)) memory.refuse(key)
      place(into, chunk, i, readingOf(answer))
    })
  }
}

function chunksOf(parts: string[], refusals: Memory | null): Chunk[] {
  const chunks: Chunk[] = []
  for (let from = 0; from < parts.length; from += mgetKeys) {
    const keys = parts.length <= mgetKeys ? parts : parts.slice(from, from + mgetKeys)
    if (!refusals) {
      chunks.push({ keys, from, at: null })
      continue
    }
    const at = keys.map((_key, i) => from + i).filter((i) => !refusals.isRefused(parts[i]!))
    if (at.length > 0) chunks.push({ keys: at.map((i) => parts[i]!), from, at })
  }
  return chunks
}

function place(into: Reading[], chunk: Chunk, i: number, reading: Reading): void {
  into[chunk.at ? chunk.at[i]! : chunk.from + i] = reading
}

function getOf(key: string): WireCommand {
  return { name: 'get', args: [keyToWire(key)] }
}

function readingOf(answer: Answer | undefined): Reading {
  if (!(answer instanceof Error)) return countFromReply(answer)
  if (isWrongType(answer)) return 'wrong_type'
  if (isNoPermission(answer)) return 'no_permission'
  throw unexpectedReply('get', answer)
}

function timeFrom(answer: Answer | undefined, memory: Memory): number | null {
  if (isNoPermission(answer)) memory.asksTime = false
  if (!Array.isArray(answer)) return null
  const seconds = replyText(answer[0])
  const micros = replyText(answer[1])
  if (seconds === null || micros === null || !/^[0-9]{1,11}$/.test(seconds)) return null
  return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000)
}
