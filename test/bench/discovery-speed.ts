import { Redis } from 'ioredis'
import type { RedisServer } from '../support/redis-server.ts'
import { endpointNames } from './endpoint-counters.ts'
import { atMost, reported, type Row } from './row.ts'
import { median, timed } from './samples.ts'
import { openScannedWatch } from './watched-scan.ts'

const discoveries = 2
const match = 'stats:day:*:[as]*:*'

/** A whole discovery on an idle server against a scan without pauses. */
export async function scanSpeed(redis: RedisServer): Promise<Row[]> {
  const bareMs = [await timed(() => bareScan(redis.port))]
  const pacedMs: number[] = []
  for (let i = 0; i < discoveries; i++) {
    pacedMs.push(await timed(() => discoverAll(redis)))
    bareMs.push(await timed(() => bareScan(redis.port)))
  }
  const from = `${pacedMs.length} discoveries, ${bareMs.length} scans`
  return [
    atMost(4, {
      name: 'Discovery against a scan without pauses',
      measured: median(pacedMs) / median(bareMs),
      unit: '×',
      from,
    }),
    reported({ name: 'Discovery, median', measured: median(pacedMs) / 1_000, unit: 's', from }),
    reported({ name: 'Scan without pauses, median', measured: median(bareMs) / 1_000, unit: 's', from }),
  ]
}

async function discoverAll({ url }: RedisServer): Promise<void> {
  const { watch, close } = await openScannedWatch(url)
  const { found } = await watch.discover()
  await close()
  if (found < endpointNames.length) throw new Error(`The discovery found ${found} names.`)
}

async function bareScan(port: number): Promise<void> {
  const redis = new Redis(port, '127.0.0.1', { disableClientInfo: true })
  let cursor = '0'
  do {
    ;[cursor] = await redis.scan(cursor, 'MATCH', match, 'COUNT', 1_000)
  } while (cursor !== '0')
  redis.disconnect()
}
