import { spawn } from 'node:child_process'
import { join } from 'node:path'

const sources = join(import.meta.dirname, '..', '..', 'electron', 'cli.ts')

export interface CliRun {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface CliOptions {
  dataDir: string
  /** The command of a packed program, in place of the sources. */
  program?: string
  /** More of the environment; what is undefined is taken out. */
  env?: NodeJS.ProcessEnv
  /** TALLYSCOPE_URL */
  url?: string
  /** Called with everything that came to stdout so far. */
  onStdout?: (child: ReturnType<typeof spawn>, stdout: string) => void
  onStart?: (child: ReturnType<typeof spawn>) => void
}

/** Runs the command line as a program of its own and waits for its end. */
export function runCli(args: string[], options: CliOptions): Promise<CliRun> {
  const env = { ...process.env }
  delete env['TALLYSCOPE_URL']
  const [command, first] = options.program ? [options.program, []] : [process.execPath, [sources]]
  const child = spawn(command, [...first, ...args], {
    env: {
      ...env,
      ...options.env,
      TALLYSCOPE_DATA_DIR: options.dataDir,
      ...(options.url === undefined ? {} : { TALLYSCOPE_URL: options.url }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    options.onStdout?.(child, stdout)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  options.onStart?.(child)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
}
