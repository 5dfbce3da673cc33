import { parseArgs } from 'node:util'
import { WrongUsage } from './wrong-usage.ts'

const stringOptions = [
  'url',
  'connection',
  'sentinel',
  'prefix',
  'report-prefix',
  'zone',
  'archive',
  'now',
  'top',
  'days',
  'range',
  'from',
  'to',
  'date',
  'endpoint',
  'port',
  'format',
  'out',
] as const
const booleanOptions = [
  'cluster',
  'json',
  'strict',
  'help',
  'version',
  'compare',
  'open',
  'force',
  'publish',
  'make',
] as const

type StringOption = (typeof stringOptions)[number]
type BooleanOption = (typeof booleanOptions)[number]

export type OptionName = StringOption | BooleanOption
export type OptionValues = { [name in StringOption]?: string } & { [name in BooleanOption]?: boolean }

const isString = (name: string): name is StringOption => (stringOptions as readonly string[]).includes(name)
const isBoolean = (name: string): name is BooleanOption =>
  (booleanOptions as readonly string[]).includes(name)

/**
 * Words and options of a command line, of which the last of a kind holds. The first word is shown to `checkCommand` before
 * the options are judged: those of an unknown command are unknown too. The errors are the program's own, since those of
 * parseArgs repeat what was written.
 */
export function readOptions(
  args: string[],
  checkCommand: (word: string) => void,
): { words: string[]; values: OptionValues } {
  const { positionals, tokens } = parseArgs({
    args,
    strict: false,
    tokens: true,
    options: {
      ...Object.fromEntries(stringOptions.map((name) => [name, { type: 'string' as const }])),
      ...Object.fromEntries(booleanOptions.map((name) => [name, { type: 'boolean' as const }])),
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (positionals[0] !== undefined) checkCommand(positionals[0])
  const values: OptionValues = {}
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const { name, value, inlineValue } = token
    if (isString(name)) {
      if (value === undefined) throw new WrongUsage(`--${name} needs a value.`)
      if (!inlineValue && value.startsWith('-')) {
        throw new WrongUsage(`--${name} needs a value; one that begins with "-" is written --${name}=VALUE.`)
      }
      values[name] = value
    } else if (isBoolean(name)) {
      if (value !== undefined) throw new WrongUsage(`--${name} takes no value.`)
      values[name] = true
    } else {
      const shown = /^[\w-]{2,40}$/.test(name) ? ` --${name}` : ' of that name'
      throw new WrongUsage(`There is no option${shown}. "--help" lists them.`)
    }
  }
  return { words: positionals, values }
}
