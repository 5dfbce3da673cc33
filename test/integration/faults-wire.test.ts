import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Source } from '../../electron/core/source/source.ts'
import { systemClock } from '../../electron/core/clock.ts'
import { AppError } from '../../shared/errors.ts'
import { startFaultProxy, type Fault, type FaultProxy } from '../support/fault-proxy.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { errorOf, sourceFor, until, within } from '../support/source-kit.ts'

let server: RedisServer
let proxy: FaultProxy
let source: Source
let skewMs: number

const names = Array.from({ length: 300 }, (_, i) => `stats:day:1:api:/e${i}`)
const counts = names.map((_name, i) => i * 37 + 11)

beforeAll(async () => {
  server = await startRedis()
  await server.seed([
    ['stats:day:1:total', '4711'],
    ...names.map((name, i): [string, string] => [name, String(counts[i])]),
  ])
})
afterAll(() => server.stop())
beforeEach(async () => {
  proxy = await startFaultProxy(server)
  skewMs = 0
  source = sourceFor(proxy.url, { clock: { ...systemClock(), now: () => Date.now() + skewMs } })
})
afterEach(async () => {
  await source.close()
  await proxy.stop()
})

const faults: [string, Fault][] = [
  ['latency', { kind: 'latency', ms: 60 }],
  ['down', { kind: 'down' }],
  ['hang', { kind: 'hang' }],
  ['slow close', { kind: 'slow close', afterMs: 20 }],
  ['reset', { kind: 'reset' }],
  ['cut reply', { kind: 'cut' }],
  ['garbage byte', { kind: 'garbage' }],
  ['garbage digit', { kind: 'garbage', byte: 0x37 }],
  ['garbage line break', { kind: 'garbage', byte: 0x0a }],
  ['LOADING', { kind: 'error', reply: 'LOADING Redis is loading the dataset in memory' }],
  ['OOM', { kind: 'error', reply: "OOM command not allowed when used memory > 'maxmemory'." }],
  ['MISCONF', { kind: 'error', reply: 'MISCONF Redis is configured to save RDB snapshots' }],
  [
    'NOPERM',
    {
      kind: 'error',
      reply: 'NOPERM this user has no permissions to access one of the keys used as arguments',
    },
  ],
  ['MOVED', { kind: 'error', reply: 'MOVED 3999 127.0.0.1:6381' }],
]

const request = { totals: ['stats:day:1:total'], parts: names }

/** Reads, and fails where a figure is neither the true one nor marked as not known. */
async function readTruly(): Promise<'whole' | 'partial' | 'error'> {
  try {
    const { totals, parts } = await source.read(request)
    const all = [...totals, ...parts]
    const truth = [4_711, ...counts]
    all.forEach((reading, i) => {
      if (reading !== truth[i]) expect(['bad_value', 'no_permission']).toContain(reading)
    })
    return all.every((reading, i) => reading === truth[i]) ? 'whole' : 'partial'
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    return 'error'
  }
}

const open = (): Promise<boolean> =>
  source.open().then(
    () => true,
    (error: unknown) => {
      expect(error).toBeInstanceOf(AppError)
      return false
    },
  )

async function heals(): Promise<void> {
  proxy.set({ kind: 'none' })
  // A refused key is asked for again after a minute.
  skewMs = 61_000
  if (source.status().state === 'refused') await source.retry().catch(() => undefined)
  // A close that was on its way may still come after the first good connection.
  await until(async () => (await readTruly()) === 'whole', 'a whole reading', 15_000)
}

describe.each(faults)('%s', (_what, fault) => {
  test('at connect ends within 6 s and heals', async () => {
    proxy.set(fault)
    const isOpen = await within(6_000, open())
    expect(['ready', 'down', 'refused']).toContain(source.status().state)
    if (isOpen) await within(12_000, readTruly())
    await heals()
  })

  test('at read gives no wrong figure, ends within 6 s and heals', async () => {
    await source.open()
    proxy.set(fault, ['get', 'mget', 'time'])
    for (let i = 0; i < 3; i++) await within(fault.kind === 'error' ? 12_000 : 6_000, readTruly())
    await heals()
  })

  test('at a scan names no key that is not there, ends within 6 s and heals', async () => {
    await source.open()
    proxy.set(fault, ['scan'])
    const keys = new Set<string>()
    await within(
      6_000,
      source.scanStep({ cursor: null, match: 'stats:*', count: 50 }).then(
        (step) => step.keys.forEach((key) => keys.add(key)),
        (error: unknown) => expect(error).toBeInstanceOf(AppError),
      ),
    )
    if (fault.kind === 'latency') expect(keys.size).toBeGreaterThan(0)
    if (fault.kind !== 'garbage')
      for (const key of keys) expect([...names, 'stats:day:1:total']).toContain(key)
    await heals()
  })
})

test('what came together with a broken reply is not believed', async () => {
  await source.open()
  for (let i = 0; i < 5; i++) {
    proxy.set({ kind: 'garbage', byte: 0x37 }, ['get'])
    const error = await errorOf(source.read({ totals: ['stats:day:1:total'], parts: [] }))
    expect(error).toBeInstanceOf(AppError)
    proxy.set({ kind: 'none' })
    await until(() => source.status().state === 'ready', 'the source is ready', 15_000)
  }
})
