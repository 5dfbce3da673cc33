import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/**
 * Starts a program of this folder and kills it with SIGKILL when it has written so many lines, or lets it end; gives all lines
 * that it wrote. Fails where it ended with an error of its own.
 */
export async function killAtLine(program: string, args: string[], lines: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const written: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    written.push(line)
    if (written.length === lines) child.kill('SIGKILL')
  }
  const [code, signal] = (await ended) as [number | null, string | null]
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`${program} ended with ${code ?? signal}.`)
  return written
}
