import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The program's folder, found from this file: from the sources, from the build and from within a package. */
export const rootFolder = findRoot(dirname(fileURLToPath(import.meta.url)))

/** The built page. */
export const pageFolder = join(rootFolder, 'out', 'renderer')

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('The program folder (the one with package.json) was not found.')
  return findRoot(parent)
}
