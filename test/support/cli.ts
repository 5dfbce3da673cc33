import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Readable } from 'node:stream'

const sources = join(import.meta.dirname, '..', '..', 'electron', 'cli.ts')
const terminal = join(import.meta.dirname, 'terminal.py')

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
  /** TALLYSCOPE_PASSWORD */
  password?: string
  /** Runs it on a terminal of its own, where this is typed at the prompt; all output is then in stdout. */
  typed?: { prompt: string; line: string }
  /** Called with everything that came to stdout so far. */
  onStdout?: (child: ReturnType<typeof spawn>, stdout: string) => void
  onStart?: (child: ReturnType<typeof spawn>) => void
  /** What comes to stdin, which then ends. */
  input?: Iterable<string | Buffer>
}

/** Runs the command line as a program of its own and waits for its end. */
export function runCli(args: string[], options: CliOptions): Promise<CliRun> {
  const env = { ...process.env }
  delete env['TALLYSCOPE_URL']
  delete env['TALLYSCOPE_PASSWORD']
  const { typed } = options
  const program = options.program ? [options.program] : [process.execPath, sources]
  const command = [...program, ...args]
  const onTerminal = typed ? ['python3', terminal, typed.prompt, typed.line, ...command] : command
  const child = spawn(onTerminal[0]!, onTerminal.slice(1), {
    env: {
      ...env,
      ...options.env,
      TALLYSCOPE_DATA_DIR: options.dataDir,
      ...(options.url === undefined ? {} : { TALLYSCOPE_URL: options.url }),
      ...(options.password === undefined ? {} : { TALLYSCOPE_PASSWORD: options.password }),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    options.onStdout?.(child, stdout)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  options.onStart?.(child)
  // A program that ends early reads no further.
  Readable.from(options.input ?? [])
    .pipe(child.stdin)
    .on('error', () => undefined)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
}
