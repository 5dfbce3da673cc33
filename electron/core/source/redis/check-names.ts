import type { ConnectionCheck, ConnectionTest } from '../../../../shared/connection.ts'
import { AppError } from '../../../../shared/errors.ts'
import { createKeyParser, indexKey } from '../../../../shared/keys.ts'
import { inspectScheme } from '../scheme/inspect.ts'
import type { KeySample } from '../scheme/sample.ts'
import type { Clock } from '../deps.ts'
import type { Send } from './link.ts'
import { texts, ttls, types } from './lookups.ts'
import { members } from './members.ts'
import { createMemory } from './memory.ts'
import { read } from './read.ts'
import { scanStep } from './scan.ts'

/** How endpoints can be found, an index or a scan, and what a bounded sample of keys tells of the scheme. */
export async function checkNames(
  test: ConnectionTest,
  send: Send,
  clock: Clock,
): Promise<{ keysSeen: number }> {
  const { source: info, keys } = test
  const memory = createMemory(clock)
  const { report, sample } = await inspectScheme(
    {
      read: (request) => read(send, memory, request),
      types: (all) => types(send, all),
      ttls: (all) => ttls(send, all),
      texts: (all) => texts(send, all),
      index: (key) => members(send, key),
      scanStep: (step) => scanStep(send, step),
    },
    { info, clock, keys },
  )
  test.scheme = report
  const own = sample.keys.filter((key) => key.startsWith(`${info.prefix}:`))
  const endpoints = endpointsAmong(own, info.prefix)
  test.checks.push(scanCheck({ ...sample, keys: own }, endpoints))
  const index = await readIndex(info.prefix, send)
  test.checks.push(index.check)
  test.endpointsSeen = index.endpoints ?? (sample.isRefused ? null : endpoints)
  return { keysSeen: own.length }
}

function endpointsAmong(keys: readonly string[], prefix: string): number {
  const parse = createKeyParser(prefix)
  const endpoints = new Set<string>()
  for (const key of keys) {
    const series = parse(key)?.series
    if (series?.kind === 'api') endpoints.add(series.name)
  }
  return endpoints.size
}

function scanCheck({ isRefused, looked, keys }: KeySample, endpoints: number): ConnectionCheck {
  if (isRefused) return refused('scan')
  const share = looked.isWhole ? 'all keys' : 'a sample of keys'
  const message = `Endpoints among ${share}: ${endpoints}.`
  return { what: 'scan', ok: true, outcome: keys.length === 0 ? 'empty' : 'ok', message }
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
    if (!(error instanceof AppError) || error.code !== 'no_permission') throw error
    return { endpoints: null, check: refused('index') }
  }
}

function refused(what: 'scan' | 'index'): ConnectionCheck {
  const message =
    what === 'scan'
      ? 'SCAN is refused: endpoints are found by an index or stored reports alone.'
      : 'The index may not be read: endpoints are found by reports and a scan.'
  return { what, ok: false, outcome: 'refused', message, code: 'no_permission' }
}
