import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { pause } from './pause.ts'
import type { BenchContext } from './row.ts'

// Where Debian puts servers, which is not on everybody's path.
const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` }
const asRoot = process.getuid?.() === 0 ? ['--user=root'] : []
const startsWithinMs = 60_000

/** A server of a bench, with the database `bench`. */
export interface MariaDb {
  /** What one session answers, in rows of columns; LOAD DATA finds `input` at /dev/stdin. */
  run(sql: string, input?: Iterable<string>): Promise<string[][]>
}

export function hasMariaDb(): boolean {
  return ['mariadbd', 'mariadb'].every((program) => !spawnSync(program, ['--version'], { env }).error)
}

/** Starts a server in a folder of its own, that listens on a socket there and nowhere else; removed at the end of the bench. */
export async function startMariaDb(context: BenchContext): Promise<MariaDb> {
  const dir = mkdtempSync(join(tmpdir(), 'tallyscope-mariadb-'))
  const running = new Set<ChildProcess>()
  context.atEnd(async () => {
    await Promise.all([...running].map(end))
    await rm(dir, { recursive: true, force: true, maxRetries: 5 })
  })
  const begin = (program: string, args: readonly string[]): ChildProcess => {
    // In a group of its own, that can be ended with all that it starts.
    const child = spawn(program, args, { env, detached: true, stdio: 'pipe' })
    running.add(child)
    child.once('exit', () => running.delete(child))
    child.once('error', () => running.delete(child))
    return child
  }
  const place = ['--no-defaults', `--datadir=${join(dir, 'data')}`, `--tmpdir=${dir}`, ...asRoot]
  const socket = `--socket=${join(dir, 'socket')}`
  await answerOf(
    begin('mariadb-install-db', [...place, '--skip-test-db', '--auth-root-authentication-method=normal']),
  )
  const server = begin('mariadbd', [...place, socket, '--skip-networking', ...settings])
  server.stdout?.resume()
  const words = text(server.stderr!)

  const run = async (sql: string, input: Iterable<string> = []): Promise<string[][]> => {
    const client = [
      '--no-defaults',
      socket,
      '--user=root',
      '--batch',
      '--skip-column-names',
      '--execute',
      sql,
    ]
    // What Node pipes is a socket, which cannot be opened as a file.
    const answer = await answerOf(begin('sh', ['-c', 'cat | mariadb "$@"', 'mariadb', ...client]), input)
    return answer.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')]))
  }
  const deadline = performance.now() + startsWithinMs
  for (;;) {
    try {
      await run('CREATE DATABASE IF NOT EXISTS bench')
      return { run: (sql, input) => run(`USE bench; ${sql}`, input) }
    } catch (error) {
      if (!running.has(server))
        throw new Error(`MariaDB ended at its start: ${await words}`, { cause: error })
      if (performance.now() > deadline) throw error
      await pause(100)
    }
  }
}

/** Room for everything in memory. The rest only makes filling quicker: nothing is to be kept. */
const settings = [
  '--innodb-buffer-pool-size=3G',
  '--innodb-log-file-size=512M',
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-doublewrite=0',
  '--skip-log-bin',
]

async function answerOf(child: ChildProcess, input: Iterable<string> = []): Promise<string> {
  const [answer, complaint, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'exit') as Promise<[number | null]>,
    // Who ends early reads no more; the code tells why.
    pipeline(Readable.from(input), child.stdin!).catch(() => undefined),
  ])
  if (code !== 0) throw new Error(`MariaDB failed: ${complaint || answer}`)
  return answer
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  process.kill(-child.pid!, 'SIGKILL')
  await ended
}
