import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

interface Conversion {
  files: readonly string[]
  /** The kind of file that is made, with the options of its filter. */
  to: string
  /** The filter that reads, with its options. */
  from?: string
  folder: string
}

/** Whether LibreOffice and Python are on this machine; says so on the console where they are not. */
export function hasLibreOffice(): boolean {
  const missing = ['soffice', 'python3'].filter((name) => spawnSync(name, ['--version']).status !== 0)
  if (missing.length > 0) console.warn(`Not shown here: ${missing.join(' and ')} cannot be started.`)
  return missing.length === 0
}

/** Opens files in LibreOffice, all in one start, and saves them in a folder. */
export async function convertFiles({ files, to, from, folder }: Conversion): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'libreoffice-'))
  const args = [
    `-env:UserInstallation=${pathToFileURL(profile)}`,
    '--headless',
    ...(from ? [`--infilter=${from}`] : []),
    ...['--convert-to', to, '--outdir', folder, ...files],
  ]
  try {
    await new Promise<void>((resolve, reject) => {
      const child = spawn('soffice', args, { stdio: ['ignore', 'ignore', 'pipe'] })
      let said = ''
      child.stderr.on('data', (chunk: Buffer) => void (said += String(chunk)))
      child.once('error', reject)
      child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`soffice: ${said || code}`))))
    })
  } finally {
    rmSync(profile, { recursive: true, force: true })
  }
}

/** How LibreOffice reads CSV as it stands, every column as text. */
export function csvAsText(delimiter: string, columns: number): string {
  const kinds = Array.from({ length: columns }, (_, i) => `${i + 1}/2`).join('/')
  return `CSV:${delimiter.charCodeAt(0)},34,76,1,${kinds}`
}

/** How LibreOffice reads CSV at its most trusting: it looks for numbers and dates, and works out formulas. */
export const csvTrusting = 'CSV:44,34,76,1,,0,false,true,false,false,false,0,true'

/** How it writes each sheet as a CSV of its own. */
export const csvOfEachSheet = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
