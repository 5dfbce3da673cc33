import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Call } from './calls.ts'

/** A service that counts calls in Redis. */
export interface Writer {
  /** Hands calls over and waits until Redis has acknowledged them. Those without `atMs` are now. */
  write(calls: (Omit<Call, 'atMs'> & { atMs?: number })[]): Promise<void>
  stop(): Promise<void>
}

/** Starts `writer.py` on a server of this computer. */
export function startWriter(port: number, args: string[] = []): Writer {
  const program = join(import.meta.dirname, 'writer.py')
  const child = spawn('python3', [program, '--port', String(port), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const acknowledgements = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  let handed = 0
  let acknowledged = 0
  return {
    async write(calls) {
      handed += calls.length
      child.stdin.write(calls.map((call) => `${JSON.stringify(call)}\n`).join(''))
      while (acknowledged < handed) {
        const { value, done } = await acknowledgements.next()
        if (done) throw new Error('The writer ended early.')
        acknowledged = Number(value)
      }
    },
    async stop() {
      const ended = once(child, 'exit')
      child.stdin.end()
      await ended
    },
  }
}
