import { defaultDataDir } from '../data-dir.ts'
import type { Recorder, RecorderStats } from '../recorder.ts'
import type { RecordCommand } from './arguments.ts'
import { linesOf } from './call-lines.ts'
import { requiredSource } from './choose-source.ts'
import { callsText } from './figures.ts'
import { untilInterrupted } from './interrupt.ts'
import { parseCall } from './parse-call.ts'
import { lossIssues, recordedLines, type RecordIssue } from './recorded-lines.ts'
import { environmentPassword } from './password.ts'
import { createRedact } from './redact.ts'
import { makeRoom, sendAll } from './send-calls.ts'
import { writeOut } from './stdout.ts'
import { createTerminal } from './terminal.ts'
import { openWriteClient } from './write-client.ts'
import { writeTarget } from './write-target.ts'

interface Rejected {
  line: number
  why: string
}

/** Counts the calls of stdin. Gives the exit code; throws AppError where Redis cannot be reached or takes nothing. */
export async function record(command: RecordCommand): Promise<number> {
  const redact = createRedact(command.url ?? process.env['TALLYSCOPE_URL'] ?? null, environmentPassword())
  const terminal = createTerminal(process.stderr, redact)
  const source = requiredSource(command)
  const target = await writeTarget({ source, choice: command, dataDir: defaultDataDir(), terminal })
  const client = await openWriteClient(target)
  const rejected: Rejected[] = []
  const reject = (line: number, why: string): void => {
    rejected.push({ line, why })
    terminal.say(`line ${line}: ${why}`)
  }
  try {
    const stats = await untilInterrupted(async () => {
      await recordLines(client.recorder, { offsetMinutes: target.bucketOffsetMinutes, reject })
      return sendAll(client.recorder)
    })
    const issues = issuesOf(stats, rejected)
    const { recorded, uncertain, dropped } = stats
    const answer = { source: target.name, sample: false, issues, recorded, rejected, uncertain, dropped }
    await writeOut(
      command.json ? `${JSON.stringify(answer)}\n` : `${recordedLines(stats, issues).join('\n')}\n`,
    )
    return command.strict && issues.length > 0 ? 3 : 0
  } finally {
    await client.close()
  }
}

async function recordLines(
  recorder: Recorder,
  { offsetMinutes, reject }: { offsetMinutes: number; reject: (line: number, why: string) => void },
): Promise<void> {
  let number = 0
  for await (const lines of linesOf(process.stdin)) {
    for (const line of lines) {
      number += 1
      if (line === null) {
        reject(number, 'it is longer than 1 MB or not UTF-8')
        continue
      }
      if (line.trim() === '') continue
      const parsed = parseCall(line, Date.now(), offsetMinutes)
      if ('why' in parsed) reject(number, parsed.why)
      else recorder.record(parsed.call.user, parsed.call.endpoint, parsed.call.status, parsed.call.atMs)
    }
    await makeRoom(recorder)
  }
}

function issuesOf(stats: RecorderStats, rejected: Rejected[]): RecordIssue[] {
  if (rejected.length === 0) return lossIssues(stats)
  const message = `${callsText(rejected.length)} lines could not be used.`
  return [{ code: 'rejected_lines', message }, ...lossIssues(stats)]
}
