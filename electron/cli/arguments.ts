import type { Granularity } from '../../shared/api.ts'
import type { ExportFormat } from '../../shared/exports.ts'
import { readOptions, type OptionName, type OptionValues } from './options.ts'
import {
  parseDate,
  parseDates,
  parseDays,
  parseFolder,
  parseFormats,
  parseInstant,
  parsePort,
  parseRange,
  parseSpan,
  parseTop,
  parseZone,
} from './option-values.ts'
import { WrongUsage } from './wrong-usage.ts'

/** Where the counters are: an address, a remembered connection, or what the environment says. */
export interface SourceChoice {
  url: string | null
  connection: string | null
  prefix: string | null
  reportPrefix: string | null
  archiveFile: string | null
  testNowMs: number | null
}

/** How an answer is given. */
export interface AnswerChoice {
  zone: string
  json: boolean
  strict: boolean
}

export interface OverviewCommand extends SourceChoice, AnswerChoice {
  name: 'overview'
  top: number
}

export interface TrendCommand extends SourceChoice, AnswerChoice {
  name: 'trend'
  range: Granularity
  endpoint: string | null
  compare: boolean
  /** First and last date, or instants; null for the points of the range until now. */
  from: string | null
  to: string | null
}

export interface ApisCommand extends SourceChoice, AnswerChoice {
  name: 'apis'
  from: string | null
  to: string | null
}

export interface ReportCommand extends SourceChoice, AnswerChoice {
  name: 'report'
  /** The report zone as given; null for that of the saved connection, else UTC. */
  reportZone: string | null
  /** Null for yesterday. */
  date: string | null
  force: boolean
  /** Whether it is written to Redis for other apps. */
  publish: boolean
}

export interface HealthCommand extends SourceChoice, AnswerChoice {
  name: 'health'
}

export interface UsersCommand extends SourceChoice, AnswerChoice {
  name: 'users'
  days: number
}

export interface BackfillCommand extends SourceChoice, AnswerChoice {
  name: 'backfill'
  /** The report zone as given; null for that of the saved connection, else UTC. */
  reportZone: string | null
  /** Whether reports are written to Redis for other apps. */
  publish: boolean
}

export interface ExportCommand extends SourceChoice, AnswerChoice {
  name: 'export'
  /** The report zone as given; null for that of the saved connection, else UTC. */
  reportZone: string | null
  from: string
  to: string
  formats: ExportFormat[]
  /** The whole path of the folder. */
  folder: string
  /** Whether missing reports are made first. */
  make: boolean
  /** Whether files that are there are replaced. */
  force: boolean
}

/** A command that asks one question. */
export type AskingCommand =
  | OverviewCommand
  | TrendCommand
  | ApisCommand
  | UsersCommand
  | ReportCommand
  | HealthCommand
  | BackfillCommand
  | ExportCommand

export interface WebCommand extends SourceChoice {
  name: 'web'
  port: number
  open: boolean
}

export interface RecordCommand extends SourceChoice, AnswerChoice {
  name: 'record'
}

export interface DemoCommand extends SourceChoice, AnswerChoice {
  name: 'demo'
}

export type Command =
  | { name: 'help'; topic: CommandName | null }
  | { name: 'version' }
  | AskingCommand
  | WebCommand
  | RecordCommand
  | DemoCommand

export const commandNames = [
  'overview',
  'trend',
  'apis',
  'users',
  'report',
  'backfill',
  'export',
  'health',
  'web',
  'record',
  'demo',
] as const
export type CommandName = (typeof commandNames)[number]

const sourceOptions: OptionName[] = [
  'url',
  'connection',
  'cluster',
  'sentinel',
  'prefix',
  'report-prefix',
  'archive',
  'now',
]
const answerOptions: OptionName[] = ['zone', 'json', 'strict']
// A test clock would count calls into other buckets than those that --now reads.
const writeOptions = [...sourceOptions, ...answerOptions].filter((option) => option !== 'now')
const ownOptions: Record<CommandName, OptionName[]> = {
  overview: [...sourceOptions, ...answerOptions, 'top'],
  trend: [...sourceOptions, ...answerOptions, 'range', 'endpoint', 'compare', 'from', 'to'],
  apis: [...sourceOptions, ...answerOptions, 'from', 'to'],
  users: [...sourceOptions, ...answerOptions, 'days'],
  report: [...sourceOptions, ...answerOptions, 'date', 'force', 'publish'],
  health: [...sourceOptions, ...answerOptions],
  backfill: [...sourceOptions, ...answerOptions, 'publish'],
  export: [...sourceOptions, ...answerOptions, 'from', 'to', 'format', 'out', 'make', 'force'],
  web: [...sourceOptions, 'port', 'open'],
  record: writeOptions,
  demo: writeOptions,
}

/** What the user asks for. Throws WrongUsage, whose message never repeats what could be an address. */
export function parseCommand(args: string[]): Command {
  const { words, values } = readOptions(args, refuseUnknownCommand)
  if (values.version) return { name: 'version' }
  const [first, second] = words
  if (first === 'help') {
    if (words.length > 2) throw new WrongUsage('"help" takes one command.')
    return { name: 'help', topic: second === undefined ? null : commandName(second) }
  }
  if (values.help) return { name: 'help', topic: first === undefined ? null : commandName(first) }
  if (first === undefined) throw new WrongUsage('Which command? "--help" lists them.')
  const name = commandName(first)
  if (words.length > 1) {
    throw new WrongUsage(
      `"${name}" takes options only: "help ${name}" lists them. An address is given with --url.`,
    )
  }
  for (const option of Object.keys(values) as OptionName[]) {
    if (!ownOptions[name].includes(option)) {
      throw new WrongUsage(`--${option} does not belong to "${name}": "help ${name}" lists what does.`)
    }
  }
  return build(name, values)
}

function build(name: CommandName, values: OptionValues): Command {
  if (name === 'overview') {
    return { name, ...sourceChoice(values), ...answerChoice(values), top: parseTop(values.top) }
  }
  if (name === 'trend') {
    return {
      name,
      ...sourceChoice(values),
      ...answerChoice(values),
      range: parseRange(values.range),
      endpoint: values.endpoint?.toWellFormed() ?? null,
      compare: values.compare ?? false,
      ...parseSpan(values),
    }
  }
  if (name === 'apis') {
    return { name, ...sourceChoice(values), ...answerChoice(values), ...parseDates(values) }
  }
  if (name === 'users') {
    return { name, ...sourceChoice(values), ...answerChoice(values), days: parseDays(values.days) }
  }
  if (name === 'report') {
    const date = values.date === 'yesterday' ? null : parseDate(values.date, '--date')
    const force = values.force ?? false
    const choice = { ...sourceChoice(values), ...answerChoice(values) }
    return { name, ...choice, reportZone: reportZone(values), date, force, publish: values.publish ?? false }
  }
  if (name === 'health') return { name, ...sourceChoice(values), ...answerChoice(values) }
  if (name === 'backfill') {
    const choice = { ...sourceChoice(values), ...answerChoice(values) }
    return { name, ...choice, reportZone: reportZone(values), publish: values.publish ?? false }
  }
  if (name === 'export') {
    const { from, to } = parseDates(values)
    if (from === null || to === null) throw new WrongUsage('Which days? Name them with --from and --to.')
    const choice = { ...sourceChoice(values), ...answerChoice(values), reportZone: reportZone(values) }
    const what = { from, to, formats: parseFormats(values.format), folder: parseFolder(values.out) }
    return { name, ...choice, ...what, make: values.make ?? false, force: values.force ?? false }
  }
  if (name === 'record' || name === 'demo') return { name, ...sourceChoice(values), ...answerChoice(values) }
  return { name, ...sourceChoice(values), port: parsePort(values.port), open: values.open ?? false }
}

function sourceChoice(values: OptionValues): SourceChoice {
  if (values.cluster || values.sentinel !== undefined) {
    throw new WrongUsage(
      '--cluster and --sentinel are not in this version: it reads a single Redis server. Give the address of one with --url.',
    )
  }
  if (values.url !== undefined && values.connection !== undefined) {
    throw new WrongUsage('Give --url or --connection, not both.')
  }
  return {
    url: nonEmpty(values.url, '--url'),
    connection: nonEmpty(values.connection, '--connection'),
    prefix: nonEmpty(values.prefix, '--prefix'),
    reportPrefix: nonEmpty(values['report-prefix'], '--report-prefix'),
    archiveFile: nonEmpty(values.archive, '--archive'),
    testNowMs: values.now === undefined ? null : parseInstant(values.now),
  }
}

function reportZone({ zone }: OptionValues): string | null {
  return zone === undefined ? null : parseZone(zone)
}

function answerChoice(values: OptionValues): AnswerChoice {
  return { zone: parseZone(values.zone), json: values.json ?? false, strict: values.strict ?? false }
}

function nonEmpty(value: string | undefined, option: string): string | null {
  if (value === undefined) return null
  if (value.trim() === '') throw new WrongUsage(`${option} is empty.`)
  return value
}

function commandName(word: string): CommandName {
  refuseUnknownCommand(word)
  return word as CommandName
}

function refuseUnknownCommand(word: string): void {
  if (word === 'help' || (commandNames as readonly string[]).includes(word)) return
  const shown = /^[\w-]{1,40}$/.test(word) ? ` "${word}"` : ' of that name'
  throw new WrongUsage(`There is no command${shown}. "--help" lists them; an address is given with --url.`)
}
