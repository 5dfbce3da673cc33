import type { Api } from '../../shared/api.ts'
import { AppError } from '../../shared/errors.ts'
import type { AnswerHead, Issue } from '../../shared/figures.ts'
import { createClient, createDispatch } from '../../shared/rpc.ts'
import { startCore } from '../core/index.ts'
import { version } from '../version.ts'
import type { OverviewCommand, TrendCommand } from './arguments.ts'
import { ownPrefixes, type ChosenSource } from './choose-source.ts'
import { untilInterrupted } from './interrupt.ts'
import { openSource } from './open-source.ts'
import { overviewLines } from './overview-lines.ts'
import type { Terminal } from './terminal.ts'
import { trendLines } from './trend-lines.ts'

interface Asking {
  command: OverviewCommand | TrendCommand
  source: ChosenSource
  dataDir: string
  terminal: Terminal
}

/** What is to be printed, and whether the answer has issues. */
export interface Printout {
  text: string
  hasIssues: boolean
}

/** Starts a core, asks it one question and stops it. Throws AppError. */
export async function answer({ command, source, dataDir, terminal }: Asking): Promise<Printout> {
  const core = await startCore({
    host: 'command line',
    version,
    dataDir,
    log: terminal.log,
    remembersConnection: false,
    prefixes: ownPrefixes(command),
    emit: (_event, payload) => {
      if ('scanned' in payload) terminal.progress(payload)
    },
    ...(command.archiveFile === null ? {} : { archiveFile: command.archiveFile }),
    ...(command.testNowMs === null ? {} : { testNowMs: command.testNowMs }),
  })
  try {
    return await untilInterrupted(async () => {
      const dispatch = createDispatch(core.api, (error) => terminal.log.error('Unexpected:', error))
      const { api } = createClient({ call: dispatch, on: () => () => undefined })
      const notices = await open(api, source, terminal)
      return print(command, api, notices)
    })
  } finally {
    await core.stop()
  }
}

async function open(api: Api, source: ChosenSource, terminal: Terminal): Promise<Issue[]> {
  const openWith = await openSource(api, source)
  try {
    await openWith('check')
    return []
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'source_changed') throw error
    const message = 'Redis holds other counts than the archive of this address: a new archive was begun.'
    terminal.say(message)
    await openWith('new')
    return [{ code: 'new_archive', message }]
  }
}

async function print(command: OverviewCommand | TrendCommand, api: Api, notices: Issue[]): Promise<Printout> {
  const { zone, json } = command
  if (command.name === 'overview') {
    const overview = withNotices(await api.overview({ zone, top: command.top, complete: true }), notices)
    return printout(overview, json ? null : overviewLines(overview))
  }
  const { range, endpoint, compare } = command
  const trend = withNotices(await api.trend({ zone, range, endpoint, compare }), notices)
  return printout(trend, json ? null : trendLines(trend))
}

function printout(result: AnswerHead, lines: string[] | null): Printout {
  const text = lines === null ? JSON.stringify(result) : lines.join('\n')
  return { text: `${text}\n`, hasIssues: result.issues.length > 0 }
}

function withNotices<T extends AnswerHead>(result: T, notices: Issue[]): T {
  const missing = notices.filter(({ code }) => !result.issues.some((issue) => issue.code === code))
  return { ...result, issues: [...missing, ...result.issues] }
}
