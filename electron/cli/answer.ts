import type { Api } from '../../shared/api.ts'
import { AppError, toAppError } from '../../shared/errors.ts'
import type { Issue } from '../../shared/figures.ts'
import { createClient, createDispatch } from '../../shared/rpc.ts'
import { startCore, type Core } from '../core/index.ts'
import { version } from '../version.ts'
import type { AskingCommand } from './arguments.ts'
import { ownPrefixes, type ChosenSource } from './choose-source.ts'
import { untilInterrupted } from './interrupt.ts'
import { openSource } from './open-source.ts'
import { print, type Answering, type Printout } from './print.ts'
import { publishedLines } from './published-lines.ts'
import type { Terminal } from './terminal.ts'

interface Asking {
  command: AskingCommand
  source: ChosenSource
  dataDir: string
  terminal: Terminal
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
    ...('reportZone' in command
      ? { reportZoneFor: (saved: string | null) => command.reportZone ?? saved ?? 'UTC' }
      : {}),
    emit: (_event, payload) => {
      if ('found' in payload || 'task' in payload) terminal.progress(payload)
    },
    // On the command line nothing but --publish writes to the Redis that is watched.
    sharing: 'publish' in command && command.publish ? 'required' : 'off',
    ...(command.archiveFile === null ? {} : { archiveFile: command.archiveFile }),
    ...(command.testNowMs === null ? {} : { testNowMs: command.testNowMs }),
  })
  try {
    return await untilInterrupted(async () => {
      const dispatch = createDispatch(core.api, (error) => terminal.log.error('Unexpected:', error))
      const { api } = createClient({ call: dispatch, on: () => () => undefined })
      const notices = await open(api, source, terminal)
      const countUsers: Answering['countUsers'] = async (options) => {
        await tellCost(api, terminal)
        await core.countUsers(options)
      }
      const printed = (): Promise<Printout> =>
        print(command, {
          api,
          countUsers,
          tryToCountUsers: () =>
            countUsers({ withRunning: false }).catch((error: unknown) => saysWhy(error, terminal)),
          notices,
        })
      return 'publish' in command && command.publish ? publish(core, printed, terminal) : printed()
    })
  } finally {
    await core.stop()
  }
}

/** Says beforehand what takes more than a minute. */
async function tellCost(api: Api, terminal: Terminal): Promise<void> {
  const { estimate } = await api.census()
  if (!estimate || estimate.days === 0 || estimate.seconds === null || estimate.seconds <= 60) return
  const minutes = Math.ceil(estimate.seconds / 60)
  const keys = Number(estimate.keys).toLocaleString('en-US')
  terminal.say(`Counting users looks at ${keys} keys once, which takes about ${minutes} minutes.`)
}

/** The other figures of a report do not wait for its users. */
function saysWhy(error: unknown, terminal: Terminal): void {
  const { code, message } = toAppError(error)
  if (code === 'cancelled') throw error
  terminal.say(`Users were not counted: ${message}`)
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

/** Writes what was asked for to Redis too, and says what became of it there. */
async function publish(core: Core, printed: () => Promise<Printout>, { say }: Terminal): Promise<Printout> {
  const { result, published } = await core.publishing(printed, {
    dateOf: ({ date }) => date ?? null,
    onWaiting(isWaiting) {
      if (isWaiting) say('Another program on this Redis is counting users: waiting until it is done.')
    },
  })
  for (const line of publishedLines(published)) say(line)
  return result
}
