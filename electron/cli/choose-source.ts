import type { ConnectInput } from '../../shared/api.ts'
import { AppError } from '../../shared/errors.ts'
import { loadSettings } from '../core/index.ts'
import type { Log } from '../core/log.ts'
import type { SourceChoice } from './arguments.ts'
import { WrongUsage } from './wrong-usage.ts'

export interface Environment {
  dataDir: string
  /** TALLYSCOPE_URL */
  url: string | undefined
  log: Log
}

/** The source that a command line and its environment name, or null where they name none. */
export function chosenSource(choice: SourceChoice, environment: Environment): ConnectInput | null {
  const own = {
    ...(choice.prefix === null ? {} : { prefix: choice.prefix }),
    ...(choice.reportPrefix === null ? {} : { reportPrefix: choice.reportPrefix }),
  }
  if (choice.connection !== null) return { ...savedConnection(choice.connection, environment), ...own }
  const url = choice.url ?? environment.url?.trim()
  return url ? { url, ...own } : null
}

/** As `chosenSource`; throws WrongUsage where nothing is named. */
export function requiredSource(choice: SourceChoice, environment: Environment): ConnectInput {
  const source = chosenSource(choice, environment)
  if (source !== null) return source
  throw new WrongUsage(
    'Which Redis? Write --url redis://host:6379 (or rediss:// for TLS), --url sample: for the built-in sample data, ' +
      '--connection NAME, or put the address into TALLYSCOPE_URL.',
  )
}

function savedConnection(name: string, { dataDir, log }: Environment): ConnectInput {
  const { connection } = loadSettings(dataDir, log)
  if (connection === null || (connection.name !== name && connection.url !== name)) {
    const known =
      connection === null ? 'none is saved' : `saved is ${JSON.stringify(connection.name || connection.url)}`
    throw new WrongUsage(
      `There is no saved connection of that name: ${known}. An address is given with --url.`,
    )
  }
  if (connection.hadPassword) {
    throw new AppError(
      'password_needed',
      'The password of this connection is not stored: put the address with its password into TALLYSCOPE_URL and leave out --connection.',
    )
  }
  const { url, prefix, reportPrefix, bucketOffsetMinutes } = connection
  return { url, name: connection.name, prefix, reportPrefix, bucketOffsetMinutes }
}
