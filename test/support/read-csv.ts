import { spawnSync } from 'node:child_process'

const program = `
import csv, json, sys
with open(sys.argv[1], encoding=sys.argv[3], newline='') as file:
    print(json.dumps(list(csv.reader(file, delimiter=sys.argv[2], strict=True))))
`

/** The rows of a CSV file as Python reads them. `utf-8-sig` takes a byte order mark as such. */
export function readCsv(
  file: string,
  { delimiter = ',', encoding = 'utf-8-sig' }: { delimiter?: string; encoding?: string } = {},
): string[][] {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', program, file, delimiter, encoding], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  if (status !== 0) throw new Error(`Python cannot read ${file}: ${stderr}`)
  return JSON.parse(stdout) as string[][]
}

/** The rows by the names of the columns, which stand in the first one. */
export function csvRecords(rows: string[][]): Record<string, string>[] {
  const [columns = [], ...cells] = rows
  return cells.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? ''])))
}
