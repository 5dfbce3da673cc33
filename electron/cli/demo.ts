import { AppError } from '../../shared/errors.ts'
import { sampleTraffic } from '../core/index.ts'
import { defaultDataDir } from '../data-dir.ts'
import type { DemoCommand } from './arguments.ts'
import { requiredSource } from './choose-source.ts'
import { untilInterrupted } from './interrupt.ts'
import { lossIssues, recordedLines } from './recorded-lines.ts'
import { environmentPassword } from './password.ts'
import { createRedact } from './redact.ts'
import { sendAll } from './send-calls.ts'
import { writeOut } from './stdout.ts'
import { createTerminal } from './terminal.ts'
import { openWriteClient, type WriteClient } from './write-client.ts'
import { writeTarget } from './write-target.ts'

/** Records between two flushes: few enough to fit into the recorder's memory. */
const portion = 20_000

/** Fills an empty Redis with the sample traffic. Gives the exit code; throws AppError where it cannot or must not. */
export async function demo(command: DemoCommand): Promise<number> {
  const redact = createRedact(command.url ?? process.env['TALLYSCOPE_URL'] ?? null, environmentPassword())
  const terminal = createTerminal(process.stderr, redact)
  const source = requiredSource(command)
  const target = await writeTarget({ source, choice: command, dataDir: defaultDataDir(), terminal })
  const client = await openWriteClient(target)
  try {
    await refuseUnlessEmpty(target.name, client)
    terminal.say('Counting the sample traffic of about 200 days …')
    const stats = await untilInterrupted(() => fill(client))
    const issues = lossIssues(stats)
    const { recorded, uncertain, dropped } = stats
    const answer = { source: target.name, sample: true, issues, recorded, uncertain, dropped }
    await writeOut(
      command.json ? `${JSON.stringify(answer)}\n` : `${recordedLines(stats, issues).join('\n')}\n`,
    )
    return command.strict && issues.length > 0 ? 3 : 0
  } finally {
    await client.close()
  }
}

async function refuseUnlessEmpty(name: string, { keys }: WriteClient): Promise<void> {
  const present = await keys()
  if (present === 0) return
  throw new AppError(
    'not_allowed',
    `${name} holds ${present} keys: the sample traffic is only written to an empty Redis. Choose another, or another database number.`,
  )
}

async function fill({ recorder }: WriteClient) {
  let sinceFlush = 0
  for (const { user, endpoint, status, atMs, calls } of sampleTraffic(Date.now())) {
    recorder.record(user, endpoint, status, atMs, calls)
    sinceFlush += 1
    if (sinceFlush < portion) continue
    await sendAll(recorder)
    sinceFlush = 0
  }
  return sendAll(recorder)
}
