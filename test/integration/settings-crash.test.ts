import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadSettings } from '../../electron/core/settings/settings-file.ts'
import { keptLog } from '../support/source-kit.ts'

const writer = join(import.meta.dirname, '..', 'support', 'settings-writer.ts')
const rounds = Number(process.env['KILLS'] ?? 20)
let dataDir: string

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'settings-crash-'))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

/** Lets the writer acknowledge so many changes, kills it and tells the last one that it had acknowledged. */
async function writeUntilKilled(from: number, count: number): Promise<number> {
  const child = spawn(process.execPath, [writer, dataDir, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let acknowledged = from
  let lines = 0
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Number(line)
    if (++lines === count) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  expect(child.signalCode).toBe('SIGKILL')
  return acknowledged
}

describe('settings whose writer is killed', () => {
  it(
    `are whole and hold the last acknowledged change, ${rounds} times over`,
    { timeout: 600_000 },
    async () => {
      let last = 0
      for (let round = 0; round < rounds; round += 1) {
        last = await writeUntilKilled(last, 1 + ((round * 7) % 40))
        const log = keptLog()
        const { lastView, refreshSeconds } = loadSettings(dataDir, log)!.preferences
        const stored = Number(/\d+/.exec(lastView!)![0])
        // The change after it may have come to the disk before the word of it came here.
        expect([last, last + 1]).toContain(stored)
        expect([lastView!.length, refreshSeconds]).toEqual([1_009, 1 + (stored % 60)])
        expect(log.lines).toEqual([])
        last = stored
      }
      expect(readdirSync(dataDir).filter((name) => name.includes('broken'))).toEqual([])
    },
  )
})
