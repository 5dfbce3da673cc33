import { copyFileSync } from 'node:fs'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { keptLog } from './source-kit.ts'

/**
 * Copies the archive of an old version named first, and brings the copy forward by opening it, again and again until it is killed.
 * It tells each copy before it opens it.
 */
const [old = '', folder = ''] = process.argv.slice(2)

for (let number = 0; ; number += 1) {
  const file = `${folder}/${process.pid}-${number}.sqlite`
  copyFileSync(old, file)
  process.stdout.write(`${file}\n`)
  openArchive({ file, log: keptLog(), isOwnFile: true }).close()
}
