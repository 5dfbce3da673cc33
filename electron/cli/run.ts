import { toAppError, type AppError } from '../../shared/errors.ts'
import { defaultDataDir } from '../data-dir.ts'
import { version } from '../version.ts'
import { answer } from './answer.ts'
import { parseCommand, type AskingCommand } from './arguments.ts'
import { requiredSource } from './choose-source.ts'
import { demo } from './demo.ts'
import { Interrupted } from './interrupt.ts'
import { environmentPassword } from './password.ts'
import { record } from './record.ts'
import { createRedact } from './redact.ts'
import { writeOut } from './stdout.ts'
import { createTerminal } from './terminal.ts'
import { untilUnexpected } from './unexpected.ts'
import { usage } from './usage.ts'
import { serve } from './serve.ts'
import { WrongUsage } from './wrong-usage.ts'

/** Runs one command line and gives the exit code: 0 done, 1 failed, 2 wrong usage, 3 done with issues under --strict. */
export async function runCli(args: string[]): Promise<number> {
  try {
    return await untilUnexpected(() => run(args))
  } catch (error) {
    return tellFailure(error, args)
  }
}

async function run(args: string[]): Promise<number> {
  const command = parseCommand(args)
  switch (command.name) {
    case 'help':
      await writeOut(usage(command.topic))
      return 0
    case 'version':
      await writeOut(`${version}\n`)
      return 0
    case 'web':
      return serve(command)
    case 'record':
      return record(command)
    case 'demo':
      return demo(command)
    default:
      return ask(command)
  }
}

async function ask(command: AskingCommand): Promise<number> {
  const dataDir = defaultDataDir()
  const redact = createRedact(command.url ?? process.env['TALLYSCOPE_URL'] ?? null, environmentPassword())
  const terminal = createTerminal(process.stderr, redact)
  const source = requiredSource(command)
  const { text, hasIssues } = await answer({ command, source, dataDir, terminal })
  await writeOut(text)
  return command.strict && hasIssues ? 3 : 0
}

function tellFailure(error: unknown, args: string[]): number {
  if (error instanceof Interrupted) return error.exitCode
  const secrets = [...args, process.env['TALLYSCOPE_URL'] ?? '']
  const redact = (text: string): string =>
    secrets.reduce((safe, secret) => createRedact(secret, environmentPassword())(safe), text)
  const say = (text: string): boolean => process.stderr.write(`tallyscope: ${redact(text)}\n`)
  if (error instanceof WrongUsage) {
    say(error.message)
    return 2
  }
  const known = toAppError(error)
  if (known.code === 'internal' && error instanceof Error && error !== known) say(error.message)
  else say(sentence(known))
  return known.code === 'bad_url' || known.code === 'bad_input' ? 2 : 1
}

function sentence({ message, hint }: AppError): string {
  return hint === undefined ? message : `${message} ${hint}`
}
