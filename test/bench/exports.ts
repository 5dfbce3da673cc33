import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WriteFormat } from '../../electron/core/export/format-writer.ts'
import { openFile, type OpenFile } from '../../electron/core/export/open-file.ts'
import { writeCsv } from '../../electron/core/export/write-csv.ts'
import { writeHtml } from '../../electron/core/export/write-html.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import { csvRow } from '../../shared/csv.ts'
import { exportFormats, type ExportFormat } from '../../shared/exports.ts'
import { passportCells } from '../../shared/passport-cells.ts'
import { plainStyle, rangeOf } from '../support/written-files.ts'
import { archiveDays, fillReports } from './archive-year.ts'
import { bareCsv } from './bare-csv.ts'
import { endpointNames } from './endpoint-counters.ts'
import type { ExportMeasured } from './export-process.ts'
import { atMost, reported, same, type Bench, type BenchContext, type Row } from './row.ts'
import { median } from './samples.ts'

const rounds = 7
const mostMegabytes = 250
const formats = exportFormats.filter((format) => format !== 'pdf')
const rowsOfYear = archiveDays * endpointNames.length

/** What files of a year of reports cost. */
export const exportsBench: Bench = {
  name: 'exports',
  title: `Exports of a year, ${endpointNames.length} endpoints`,
  meaning:
    `${rowsOfYear.toLocaleString('en-US')} rows of endpoints by day, the hours of each day and every other table, from reports in an ` +
    'archive on disk. Each format is written by a process that starts for it; its processor time and its peak memory are those of ' +
    'the whole process. The bare loop joins the same reports to the same bytes without a look at what it writes and hands them ' +
    'to the same files, in turns with CSV; both have the reports in memory. PDF is printed by Chromium from the HTML and not measured.',
  async run(context) {
    const folder = await mkdtemp(join(tmpdir(), 'tallyscope-exports-'))
    context.atEnd(() => rm(folder, { recursive: true, force: true }))
    context.say('Writing the reports of a year …')
    const file = join(folder, 'archive.db')
    const lastDay = Math.floor(Date.now() / 86_400_000) - 2
    const archive = fillReports(file, lastDay)
    const [from, to] = [dateOf(lastDay - archiveDays + 1), dateOf(lastDay)]
    const reports = archive.reportsBetween('UTC', from, to)
    archive.close()
    context.say('Exporting them …')
    const measured = new Map<ExportFormat, ExportMeasured>()
    for (const format of formats) {
      const into = join(folder, format)
      await mkdir(into)
      measured.set(format, await exportApart(context, [file, into, from, to, format]))
    }
    return [
      ...(await csvRows(reports, folder)),
      ...formats.flatMap((format) => formatRows(format, measured.get(format)!)),
      await htmlRow(reports.at(-1)!, folder),
    ]
  },
}

async function exportApart(context: BenchContext, args: string[]): Promise<ExportMeasured> {
  const child = fork(join(import.meta.dirname, 'export-process.ts'), args)
  context.atEnd(() => void child.kill())
  const [measured] = (await once(child, 'message')) as [ExportMeasured]
  return measured
}

function formatRows(format: ExportFormat, { cpuMs, peakRss, bytes }: ExportMeasured): Row[] {
  const name = format.toUpperCase()
  const from = '1 export'
  const cpu = { name: `${name}, processor time`, measured: cpuMs / 1_000, unit: 's', from }
  return [
    format === 'xlsx' ? atMost(8, cpu) : reported(cpu),
    atMost(mostMegabytes, { name: `${name}, peak memory`, measured: peakRss / 1e6, unit: 'MB', from }),
    reported({ name: `${name}, size`, measured: bytes / 1e6, unit: 'MB', from }),
  ]
}

/** Processor time of CSV and of the bare loop, in turns. */
async function csvRows(reports: readonly DailyReport[], folder: string): Promise<Row[]> {
  const range = rangeOf(reports)
  const first = new Map<string, string>()
  await writeInto(join(folder, 'first'), (open) => writeCsv(range, jobOf(open)))
  for (const table of ['days', 'endpoints', 'statuses', 'hours', 'users']) {
    const text = await readFile(join(folder, 'first', table), 'utf8')
    first.set(table, text)
  }
  const headers = new Map([...first].map(([table, text]) => [table, text.slice(0, text.indexOf('\n') + 1)]))
  const ending = `,${csvRow(passportCells(range.passport))}`
  const csv: number[] = []
  const bare: number[] = []
  let differing = 0
  for (let i = 0; i < rounds; i += 1) {
    const [ours, theirs] = [join(folder, `csv-${i}`), join(folder, `bare-${i}`)]
    const writeOurs = async (): Promise<void> =>
      void csv.push(await writeInto(ours, (open) => writeCsv(range, jobOf(open))))
    const writeBare = async (): Promise<void> =>
      void bare.push(await writeInto(theirs, (open) => bareCsv(reports, headers, ending, open)))
    for (const write of i % 2 ? [writeOurs, writeBare] : [writeBare, writeOurs]) await write()
    for (const [table, text] of first)
      for (const where of [ours, theirs])
        if ((await readFile(join(where, table), 'utf8')) !== text) differing += 1
    for (const where of [ours, theirs]) await rm(where, { recursive: true })
  }
  const from = `${rounds} turns`
  return [
    atMost(2, {
      name: 'CSV against a bare loop',
      measured: median(csv) / median(bare),
      unit: '×',
      from,
    }),
    reported({ name: 'CSV from memory, median', measured: median(csv), unit: 'ms', from }),
    reported({ name: 'Bare loop, median', measured: median(bare), unit: 'ms', from }),
    same('Bytes of both', differing === 0, `${differing} files differ`, from),
  ]
}

/** Writes into a new folder; the processor time that it took, in milliseconds. */
async function writeInto(
  folder: string,
  write: (open: (name: string) => Promise<OpenFile>) => Promise<void>,
): Promise<number> {
  await mkdir(folder)
  const files: OpenFile[] = []
  const before = process.cpuUsage()
  await write(async (name) => {
    const file = await openFile(join(folder, name), name)
    files.push(file)
    return file
  })
  for (const file of files) await file.finish()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

function jobOf(open: (name: string) => Promise<OpenFile>): Parameters<WriteFormat>[1] {
  return {
    style: plainStyle,
    signal: new AbortController().signal,
    open: (part) => open(part ?? 'file'),
    next: () => Promise.resolve(),
    print: null,
  }
}

/** The HTML of one day; the first one, in which the program warms up, is among the samples. */
async function htmlRow(report: DailyReport, folder: string): Promise<Row> {
  const times: number[] = []
  for (let i = 0; i < rounds; i += 1)
    times.push(
      await writeInto(join(folder, `html-${i}`), (open) => writeHtml(rangeOf([report]), jobOf(open))),
    )
  return atMost(100, {
    name: 'HTML of one day, processor time, worst',
    measured: Math.max(...times),
    unit: 'ms',
    from: `${rounds} times`,
  })
}

function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}
