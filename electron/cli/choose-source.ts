import type { ConnectInput } from '../../shared/api.ts'
import type { SourceChoice } from './arguments.ts'
import { WrongUsage } from './wrong-usage.ts'

/** What a command line and its environment name: an address, or a saved connection by its name or address. */
export type ChosenSource = { kind: 'address'; input: ConnectInput } | { kind: 'saved'; name: string }

/** The source that is named, or null where none is. */
export function chosenSource(
  choice: SourceChoice,
  environmentUrl = process.env['TALLYSCOPE_URL'],
): ChosenSource | null {
  if (choice.connection !== null) return { kind: 'saved', name: choice.connection }
  const url = choice.url ?? environmentUrl?.trim()
  return url ? { kind: 'address', input: { url, ...ownPrefixes(choice) } } : null
}

/** As `chosenSource`; throws WrongUsage where nothing is named. */
export function requiredSource(choice: SourceChoice): ChosenSource {
  const source = chosenSource(choice)
  if (source !== null) return source
  throw new WrongUsage(
    'Which Redis? Write --url redis://host:6379 (or rediss:// for TLS), --url sample: for the built-in sample data, ' +
      '--connection NAME, or put the address into TALLYSCOPE_URL.',
  )
}

/** The prefixes that stand on the command line. */
export function ownPrefixes({ prefix, reportPrefix }: SourceChoice): {
  prefix?: string
  reportPrefix?: string
} {
  return { ...(prefix === null ? {} : { prefix }), ...(reportPrefix === null ? {} : { reportPrefix }) }
}
