import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCommand } from '../../electron/cli/arguments.ts'
import { WrongUsage } from '../../electron/cli/wrong-usage.ts'

const days = ['export', '--from', '2026-11-01', '--to', '2026-11-02']

const refusal = (args: string[]): string => {
  try {
    parseCommand(args)
  } catch (error) {
    expect(error).toBeInstanceOf(WrongUsage)
    return (error as WrongUsage).message
  }
  throw new Error(`${args.join(' ')} was not refused`)
}

describe('a command line', () => {
  it('asks for an overview of 5 hot APIs in UTC where nothing else is said', () => {
    expect(parseCommand(['overview', '--url', 'redis://h'])).toEqual({
      name: 'overview',
      url: 'redis://h',
      connection: null,
      prefix: null,
      reportPrefix: null,
      archiveFile: null,
      testNowMs: null,
      zone: 'UTC',
      json: false,
      strict: false,
      top: 5,
    })
  })

  it('takes its options before and after the command, with or without "="', () => {
    const command = parseCommand([
      '--json',
      '--zone=Asia/Kathmandu',
      'trend',
      '--range',
      'hour',
      '--endpoint=--odd',
      '--compare',
      '--strict',
      '--now',
      '2026-11-22T13:41:07.250Z',
      '--archive',
      ':memory:',
      '--prefix',
      'counts',
      '--report-prefix',
      'rep',
      '--connection',
      'orders',
    ])
    expect(command).toEqual({
      name: 'trend',
      url: null,
      connection: 'orders',
      prefix: 'counts',
      reportPrefix: 'rep',
      archiveFile: ':memory:',
      testNowMs: Date.UTC(2026, 10, 22, 13, 41, 7, 250),
      zone: 'Asia/Kathmandu',
      json: true,
      strict: true,
      range: 'hour',
      endpoint: '--odd',
      compare: true,
      from: null,
      to: null,
    })
  })

  it('takes the ends of a trend as dates or as instants with their offset', () => {
    const span = ['--from', '2026-11-20', '--to=2026-11-22T13:00+08:00']
    expect(parseCommand(['trend', '--range', 'hour', ...span])).toMatchObject({
      from: '2026-11-20',
      to: '2026-11-22T05:00:00.000Z',
    })
  })

  it('names an endpoint exactly, an empty one too', () => {
    const endpoint = (text: string): unknown =>
      parseCommand(['trend', '--range', 'day', `--endpoint=${text}`])
    expect(endpoint('')).toMatchObject({ endpoint: '' })
    expect(endpoint(' a\n\\xff 天气 ')).toMatchObject({ endpoint: ' a\n\\xff 天气 ' })
    expect(parseCommand(['trend', '--range', 'day'])).toMatchObject({ endpoint: null })
  })

  it('asks for the report of a date, of yesterday where none is named', () => {
    const report = (...args: string[]): unknown => parseCommand(['report', '--url', 'sample:', ...args])
    expect(report()).toMatchObject({ name: 'report', date: null, force: false, publish: false })
    expect(report('--publish')).toMatchObject({ publish: true })
    expect(report('--date', 'yesterday')).toMatchObject({ date: null })
    expect(report('--date', '2026-11-22', '--force')).toMatchObject({ date: '2026-11-22', force: true })
  })

  it('asks for files of some days, in formats that are named once, in a folder by its whole path', () => {
    const files = [...days, '--format', 'csv, html,csv', '--out', 'reports']
    expect(parseCommand(files)).toMatchObject({
      name: 'export',
      reportZone: null,
      from: '2026-11-01',
      to: '2026-11-02',
      formats: ['csv', 'html'],
      folder: join(process.cwd(), 'reports'),
      make: false,
      force: false,
    })
    const more = ['--make', '--force', '--zone', 'Asia/Tokyo']
    expect(parseCommand([...files, ...more])).toMatchObject({
      make: true,
      force: true,
      reportZone: 'Asia/Tokyo',
    })
  })

  it('asks for the browser host with a port', () => {
    expect(parseCommand(['web', '--port', '8080', '--open'])).toMatchObject({
      name: 'web',
      port: 8080,
      open: true,
    })
    expect(parseCommand(['web'])).toMatchObject({ port: 0, open: false })
  })

  it('asks to record calls, or the sample traffic, with the options of every command but the test clock', () => {
    const source = {
      url: 'redis://h',
      connection: null,
      prefix: 'own',
      reportPrefix: null,
      archiveFile: null,
      testNowMs: null,
    }
    const answer = { zone: 'UTC', json: true, strict: true }
    for (const name of ['record', 'demo']) {
      const options = ['--url', 'redis://h', '--prefix', 'own', '--json', '--strict']
      expect(parseCommand([name, ...options])).toEqual({ name, ...source, ...answer })
    }
  })

  it('asks for help in four ways and for the version in one', () => {
    expect(parseCommand(['--help'])).toEqual({ name: 'help', topic: null })
    expect(parseCommand(['-h'])).toEqual({ name: 'help', topic: null })
    expect(parseCommand(['help', 'trend'])).toEqual({ name: 'help', topic: 'trend' })
    expect(parseCommand(['trend', '--help'])).toEqual({ name: 'help', topic: 'trend' })
    expect(parseCommand(['--version'])).toEqual({ name: 'version' })
  })

  it('with an offset names the same instant as in UTC', () => {
    expect(parseCommand(['overview', '--now', '2026-11-22T21:41:00+08:00'])).toMatchObject({
      testNowMs: Date.UTC(2026, 10, 22, 13, 41),
    })
  })

  it.each([
    [[], /Which command/],
    [['frobnicate'], /no command "frobnicate"/],
    [['export'], /Which days\? Name them with --from and --to/],
    [['export', '--from', '2026-11-02', '--to', '2026-11-01'], /--from is a date after --to/],
    [[...days, '--out', '.'], /--format is one or more of csv,xlsx,json,jsonl,html,md/],
    [[...days, '--out', '.', '--format', 'csv,doc'], /--format is one or more of/],
    [[...days, '--out', '.', '--format', 'csv,pdf'], /PDF is printed by the desktop app/],
    [[...days, '--format', 'csv'], /Where to\? Name a folder that is there with --out/],
    [['export', '--publish'], /--publish does not belong to "export"/],
    [['users', '--days', '0'], /--days is a number from 1 to 400/],
    [['apis', '--from', '2026-02-30', '--url', 'sample:'], /--from is a date such as/],
    [['apis', '--to', 'yesterday', '--url', 'sample:'], /--to is a date such as/],
    [['apis', '--from', '2026-11-02', '--to', '2026-11-01'], /--from is a date after --to/],
    [['health', '--from', '2026-11-01'], /--from does not belong to "health"/],
    [['overview', '--publish'], /--publish does not belong to "overview"/],
    [['report', '--date', '2026-02-29'], /--date is a date such as/],
    [['overview', '--force'], /--force does not belong to "overview"/],
    [['record', '--now', '2026-11-22T13:41:07Z'], /--now does not belong to "record"/],
    [['demo', '--now', '2026-11-22T13:41:07Z'], /--now does not belong to "demo"/],
    [['record', '--top', '3'], /--top does not belong to "record"/],
    [['help', 'a', 'b'], /takes one command/],
    [['overview', 'more'], /takes options only/],
    [['overview', '--frob'], /no option --frob/],
    [['overview', '--range', 'day'], /--range does not belong to "overview"/],
    [['web', '--json'], /--json does not belong to "web"/],
    [['overview', '--url'], /--url needs a value/],
    [['overview', '--url', '--json'], /--url needs a value/],
    [['overview', '--url', ''], /--url is empty/],
    [['overview', '--json=yes'], /--json takes no value/],
    [['overview', '--url', 'redis://h', '--connection', 'c'], /not both/],
    [['overview', '--url', 'redis://h', '--cluster'], /not in this version/],
    [['overview', '--url', 'redis://h', '--sentinel', 'mymaster'], /not in this version/],
    [['overview', '--zone', 'Mars/Olympus'], /--zone/],
    [['overview', '--zone', ''], /--zone/],
    [['overview', '--top', '-1'], /--top/],
    [['overview', '--top=-1'], /--top/],
    [['overview', '--top', '2.5'], /--top/],
    [['overview', '--top', '5001'], /--top/],
    [['overview', '--now', '2026-11-22'], /--now/],
    [['overview', '--now', '2026-11-22T13:41:07'], /--now/],
    [['overview', '--now', '2026-13-45T99:00:00Z'], /--now/],
    [['overview', '--now', '2026-02-30T00:00:00Z'], /--now/],
    [['trend'], /--range is one of/],
    [['trend', '--range', 'week'], /--range is one of/],
    [['trend', '--range', 'day', '--from', '2026-11-31'], /--from is a date/],
    [['trend', '--range', 'hour', '--from', '2026-11-22T13:00'], /--from is a date such as/],
    [['trend', '--range', 'day', '--to', '2026-11-22'], /--to needs --from/],
    [['web', '--port', '70000'], /--port/],
    [['web', '--port', 'http'], /--port/],
  ])('that is wrong is refused with what to write: %j', (args, words) => {
    expect(refusal(args)).toMatch(words)
  })

  it.each([
    [['overview', 'redis://:hunter22@h']],
    [['redis://:hunter22@h']],
    [['help', 'redis://:hunter22@h']],
    [['overview', '--urll=redis://:hunter22@h']],
    [['overview', '--redis://:hunter22@h']],
    [['overview', '--top', 'hunter22']],
    [['overview', '--zone', 'hunter22']],
    [['overview', '--json=hunter22']],
  ])('that is wrong is not repeated where it may hold a password: %j', (args) => {
    expect(refusal(args)).not.toMatch(/hunter22/)
  })
})
