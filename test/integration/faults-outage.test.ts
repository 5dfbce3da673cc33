import { afterEach, describe, expect, test } from 'vitest'
import type { Source } from '../../electron/core/source/source.ts'
import { createManualClock, type ManualClock } from '../support/manual-clock.ts'
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { keptLog, sourceFor, until, type KeptLog } from '../support/source-kit.ts'

let server: RedisServer
let proxy: FaultProxy
let source: Source
let clock: ManualClock
let log: KeptLog

async function begin(): Promise<void> {
  server = await startRedis()
  proxy = await startFaultProxy(server)
  clock = createManualClock(Date.now())
  log = keptLog()
  source = sourceFor(proxy.url, { clock, log })
  await source.open()
}

afterEach(async () => {
  await source.close()
  await proxy.stop()
  await server.stop()
})

/** Lets ten minutes pass, each time until the try that became due has ended. */
async function tenMinutes(): Promise<void> {
  const end = clock.now() + 600_000
  while (clock.now() < end) {
    await clock.advance(100)
    await until(() => {
      const status = source.status()
      return status.state !== 'down' || status.nextTryAt !== null
    }, 'the try has ended')
  }
}

describe('ten minutes of outage', () => {
  test('take at most 60 connects and 20 log lines, and keep no memory', async () => {
    await begin()
    const before = proxy.connections()
    proxy.set({ kind: 'down' })
    await until(() => source.status().state === 'down', 'the source is down')
    await tenMinutes()
    const tries = proxy.connections() - before
    expect(tries).toBeGreaterThan(30)
    expect(tries).toBeLessThanOrEqual(60)
    expect(log.lines.length).toBeLessThanOrEqual(20)
    expect(clock.waiting()).toBeLessThanOrEqual(1)
    proxy.set({ kind: 'none' })
    const healedAt = clock.now()
    await until(async () => {
      if (source.status().state === 'ready') return true
      await clock.advance(100)
      return false
    }, 'the source is ready')
    expect(clock.now() - healedAt).toBeLessThan(15_000)
  })

  test('in which each connection is taken and lost again take no more', async () => {
    await begin()
    const before = proxy.connections()
    const end = clock.now() + 600_000
    let reads = 0
    proxy.set({ kind: 'reset' }, ['time'])
    while (clock.now() < end) {
      if (source.status().state === 'ready') {
        await source.read({ totals: ['a'], parts: [] }).catch(() => (reads += 1))
      }
      await clock.advance(100)
      await until(() => {
        const status = source.status()
        return status.state !== 'down' || status.nextTryAt !== null
      }, 'the try has ended')
    }
    expect(reads).toBeGreaterThan(10)
    expect(proxy.connections() - before).toBeLessThanOrEqual(60)
    expect(log.lines.length).toBeLessThanOrEqual(20)
  })
})
