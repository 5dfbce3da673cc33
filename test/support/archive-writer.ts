import { openArchive } from '../../electron/core/reports/archive.ts'

/**
 * Opens the archive named first and writes bucket after bucket (from the second argument, by steps of the third) for ever,
 * telling each on stdout once it is stored: whoever kills this program knows what must be there.
 */
const [file = '', from = '0', step = '1'] = process.argv.slice(2)
const silent = { info: () => {}, warn: () => {}, error: () => {} }
const archive = openArchive({ file, log: silent, isOwnFile: true })

for (let bucket = Number(from); ; bucket += Number(step)) {
  archive.rememberTotals('minute', [
    [bucket, bucket + 1],
    [bucket + 1_000_000, bucket + 1],
  ])
  archive.rememberNames('api', [{ name: `/api/${bucket}`, lastCalledDay: bucket }], bucket)
  process.stdout.write(`${bucket}\n`)
}
