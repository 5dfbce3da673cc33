import { randomBytes } from 'node:crypto'
import { createReadStream, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Clock } from '../core/clock.ts'
import type { Downloads } from '../core/index.ts'
import { pageHeaders } from '../page-headers.ts'

/** So long may a file wait to be fetched. */
const keptMs = 3_600_000
const tickMs = 30_000

const linkPath = /^\/download\/([\w-]{22})$/
const contentTypes: Record<string, string> = {
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json',
  '.jsonl': 'application/jsonl',
  '.html': 'text/html; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
}

export interface WebDownloads extends Downloads {
  /** Gives the file of a path to the session's browser and forgets it; false where the path leads to none. */
  answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean>
  /** Removes every file. */
  close(): void
}

interface Waiting {
  file: string
  since: number
}

/** Files for the page of a browser: each at a path that cannot be guessed, given once, kept for an hour at most. */
export function createWebDownloads(clock: Clock): WebDownloads {
  const waiting = new Map<string, Waiting>()
  let folder: string | null = null
  let stopTicking: (() => void) | null = null

  /** With the folder of its export, once that is empty. */
  function remove({ file }: Waiting): void {
    rmSync(file, { force: true })
    const own = dirname(file)
    if (own !== folder && existsSync(own) && readdirSync(own).length === 0) rmSync(own, { recursive: true })
  }

  function tick(): void {
    for (const [token, one] of waiting) {
      if (clock.now() - one.since < keptMs) continue
      waiting.delete(token)
      remove(one)
    }
    stopTicking = waiting.size === 0 ? null : clock.after(tickMs, tick)
  }

  return {
    // Nobody else of this computer may look into it, and a run without exports leaves nothing behind.
    get folder() {
      if (folder === null || !existsSync(folder))
        folder = mkdtempSync(join(tmpdir(), 'tallyscope-downloads-'))
      return folder
    },
    link(file) {
      const token = randomBytes(16).toString('base64url')
      waiting.set(token, { file, since: clock.now() })
      stopTicking ??= clock.after(tickMs, tick)
      return `download/${token}`
    },
    async answer(path, request, response) {
      const [, token = ''] = linkPath.exec(path) ?? []
      const one = waiting.get(token)
      if (!one || !existsSync(one.file)) return false
      const headers = {
        ...pageHeaders(contentTypes[extname(one.file)] ?? 'application/octet-stream'),
        'Content-Length': statSync(one.file).size,
        'Content-Disposition': `attachment; filename="${safeName(basename(one.file))}"`,
      }
      response.writeHead(200, headers)
      if (request.method === 'HEAD') {
        response.end()
        return true
      }
      waiting.delete(token)
      try {
        await pipeline(createReadStream(one.file), response)
        remove(one)
      } catch {
        // The browser went away in the middle: it may ask again.
        waiting.set(token, one)
        stopTicking ??= clock.after(tickMs, tick)
      }
      return true
    },
    close() {
      stopTicking?.()
      waiting.clear()
      if (folder !== null) rmSync(folder, { recursive: true, force: true })
    },
  }
}

function safeName(name: string): string {
  return name.replace(/[^\w.-]/g, '_')
}
