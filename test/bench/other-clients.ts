import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pause } from './pause.ts'
import type { BenchContext } from './row.ts'

export interface GetProbe {
  /** The milliseconds of each GET since the last call. */
  take(): Promise<number[]>
  stop(): void
}

/** Starts another client of a server, that GETs one key about each millisecond. */
export async function startGetProbe(context: BenchContext, port: number): Promise<GetProbe> {
  const child = start(context, 'get-probe.ts', port)
  const take = async (): Promise<number[]> => {
    const answer = once(child, 'message')
    child.send('take')
    const [samples] = (await answer) as [number[]]
    return samples
  }
  while ((await take()).length === 0) await pause(50)
  return { take, stop: () => void child.kill() }
}

/** Starts a client that keeps a server busy; gives back the way to end it. */
export function startLoad(context: BenchContext, port: number): () => void {
  const child = start(context, 'server-load.ts', port)
  return () => void child.kill()
}

function start(context: BenchContext, file: string, port: number): ChildProcess {
  const child = fork(join(import.meta.dirname, file), [String(port)], { serialization: 'advanced' })
  context.atEnd(() => void child.kill())
  return child
}
