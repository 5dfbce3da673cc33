import type { ConnectionCheck, ConnectionTest } from '../../../../shared/connection.ts'
import { AppError } from '../../../../shared/errors.ts'
import { createKeyParser, globEscape, indexKey } from '../../../../shared/keys.ts'
import type { Send } from './link.ts'
import { members } from './members.ts'
import { scanStep } from './scan.ts'

const stepKeys = 1_000
const mostSteps = 10
const mostMs = 1_000

/** How endpoints can be found: an index, or a scan, of which it takes a sample of at most 10,000 keys and 1 s. */
export async function checkNames(test: ConnectionTest, send: Send): Promise<{ keysSeen: number }> {
  const sample = await takeSample(test.source.prefix, send)
  test.checks.push(sample.check)
  const index = await readIndex(test.source.prefix, send)
  test.checks.push(index.check)
  test.endpointsSeen = index.endpoints ?? sample.endpoints
  return { keysSeen: sample.keysSeen }
}

async function takeSample(
  prefix: string,
  send: Send,
): Promise<{ keysSeen: number; endpoints: number | null; check: ConnectionCheck }> {
  const parse = createKeyParser(prefix)
  const endpoints = new Set<string>()
  const match = `${globEscape(prefix)}:*`
  const startedAt = performance.now()
  let keysSeen = 0
  let cursor: string | null = null
  try {
    for (let step = 0; step < mostSteps && performance.now() - startedAt < mostMs; step++) {
      const found = await scanStep(send, { cursor, match, count: stepKeys })
      keysSeen += found.keys.length
      for (const key of found.keys) {
        const series = parse(key)?.series
        if (series?.kind === 'api') endpoints.add(series.name)
      }
      cursor = found.cursor
      if (cursor === null) break
    }
  } catch (error) {
    return { keysSeen, endpoints: null, check: refused('scan', error) }
  }
  const share = cursor === null ? 'all keys' : 'a sample of keys'
  const message = `Endpoints among ${share}: ${endpoints.size}.`
  const outcome = keysSeen === 0 ? 'empty' : 'ok'
  return { keysSeen, endpoints: endpoints.size, check: { what: 'scan', ok: true, outcome, message } }
}

async function readIndex(
  prefix: string,
  send: Send,
): Promise<{ endpoints: number | null; check: ConnectionCheck }> {
  try {
    const index = await members(send, indexKey(prefix, 'api'), true)
    if (!index) {
      const message = 'There is no index of endpoints: they are found by reports and a scan.'
      return { endpoints: null, check: { what: 'index', ok: true, outcome: 'empty', message } }
    }
    const message = `Endpoints in the index: ${index.length}.`
    return { endpoints: index.length, check: { what: 'index', ok: true, outcome: 'ok', message } }
  } catch (error) {
    return { endpoints: null, check: refused('index', error) }
  }
}

function refused(what: 'scan' | 'index', error: unknown): ConnectionCheck {
  if (!(error instanceof AppError) || error.code !== 'no_permission') throw error
  const message =
    what === 'scan'
      ? 'SCAN is refused: endpoints are found by an index or stored reports alone.'
      : 'The index may not be read: endpoints are found by reports and a scan.'
  return { what, ok: false, outcome: 'refused', message, code: 'no_permission' }
}
