// The main file of a program that is packed with an old Electron for a test: supplies what it lacks, then goes on to the real one.
import { register } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

register(pathToFileURL(join(process.resourcesPath, 'supply', 'resolve.mjs')).href)
await import('../out/main/main.js')
