// The main file of a program that is packed with an old Electron for a test: supplies what it lacks, then goes on to the real one.
import { createRequire, register } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const supply = join(process.resourcesPath, 'supply')
register(pathToFileURL(join(supply, 'resolve.mjs')).href)
createRequire(import.meta.url)(join(supply, 'safe-storage.cjs'))
await import('../out/main/main.js')
