import { exportedFormats, exportSourceOf, exportTo, reportOf } from './export-kit.ts'

/**
 * Writes files to the folder named first again and again until it is killed, the first time where none may be and then in the
 * place of those before, in turns of two contents; tells each day that it has read and each export that it has ended.
 */
const [folder = '', rounds = 'Infinity'] = process.argv.slice(2)
const sources = ['/api/first', '/api/second'].map((stem) =>
  exportSourceOf(
    Array.from({ length: 6 }, (_, i) =>
      reportOf(
        `2026-11-0${i + 1}`,
        Array.from({ length: 300 }, (_none, n) => `${stem}/${n}`),
      ),
    ),
  ),
)
const tell = (line: string): void => void process.stdout.write(`${line}\n`)

for (let round = 0; round < Number(rounds); round += 1) {
  await exportTo(
    folder,
    sources[round % 2]!,
    { formats: exportedFormats, replace: round > 0 },
    { progress: () => tell('read') },
  )
  tell('written')
}
