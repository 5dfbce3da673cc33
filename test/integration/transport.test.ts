import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startCore, type Core } from '../../electron/core/index.ts'
import type { Log } from '../../electron/core/log.ts'
import { serveWeb } from '../../electron/web.ts'
import { answerMessage } from '../../electron/wire.ts'
import type { Api, AppInfo, EventName } from '../../shared/api.ts'
import { createClient, createDispatch, type Answer, type Bridge } from '../../shared/rpc.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { exchangeLink, openPageBridge } from '../support/socket-bridge.ts'
import {
  expectEvents,
  expectSharedFacts,
  expectRefusals,
  seedTransportRedis,
  transportCases,
} from '../support/transport-cases.ts'

interface OpenTransport {
  bridge: Bridge
  close(): Promise<void>
}

interface Transport {
  host: AppInfo['host']
  open(dataDir: string): Promise<OpenTransport>
}

const unexpected: unknown[] = []
const log: Log = { info: () => undefined, warn: () => undefined, error: (...entry) => unexpected.push(entry) }

const transports: Record<string, Transport> = {
  'the dispatch of the core': {
    host: 'command line',
    async open(dataDir) {
      const { core, on } = await startLocalCore(dataDir)
      const dispatch = createDispatch(core.api, (error) => unexpected.push(error))
      const call: Bridge['call'] = async (method, input) => {
        if (JSON.stringify(input).length > 1_000_000) return { ok: false, code: 'too_large', message: '' }
        return dispatch(method, input)
      }
      return { bridge: { call, on }, close: () => core.stop() }
    },
  },
  'a bridge of messages in memory': {
    host: 'command line',
    async open(dataDir) {
      const { core, on } = await startLocalCore(dataDir)
      const dispatch = createDispatch(core.api, (error) => unexpected.push(error))
      const call: Bridge['call'] = async (method, input) => {
        const message = JSON.stringify({ id: 1, method, input })
        const { answer } = await answerMessage(dispatch, message)
        return JSON.parse(JSON.stringify(answer)) as Answer
      }
      return { bridge: { call, on }, close: () => core.stop() }
    },
  },
  'the loopback host': {
    host: 'browser',
    async open(dataDir) {
      const host = await serveWeb({ dataDir, log })
      const bridge = await openPageBridge(`127.0.0.1:${host.port}`, await exchangeLink(host.link))
      return {
        bridge,
        async close() {
          await bridge.close()
          await host.stop()
        },
      }
    },
  },
}

async function startLocalCore(dataDir: string): Promise<{ core: Core; on: Bridge['on'] }> {
  const listeners: [EventName, (payload: unknown) => void][] = []
  const core = await startCore({
    host: 'command line',
    version: '1.2.3',
    dataDir,
    log,
    emit: (event, payload) => {
      for (const [name, listener] of listeners) if (name === event) listener(payload)
    },
  })
  const on: Bridge['on'] = (event, listener) => {
    listeners.push([event as EventName, listener])
    return () => undefined
  }
  return { core, on }
}

describe.each(Object.entries(transports))('over %s', (_title, { host, open }) => {
  let redis: RedisServer
  let dataDir: string
  let transport: OpenTransport

  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())
  beforeEach(async () => {
    await seedTransportRedis(redis)
    dataDir = await mkdtemp(join(tmpdir(), 'tallyscope-transport-'))
    transport = await open(dataDir)
  })
  afterEach(async () => {
    await transport.close()
    await rm(dataDir, { recursive: true })
    expect(unexpected).toEqual([])
  })

  test.each(Object.keys(transportCases) as (keyof Api)[])(
    '%s does what the contract says',
    async (method) => {
      await transportCases[method]({ client: createClient(transport.bridge), redis, host })
    },
  )

  test('unknown methods, bad inputs and large messages are refused with a code', async () => {
    await expectRefusals(transport.bridge)
  })

  test('a change of the source comes as an event', async () => {
    await expectEvents(createClient(transport.bridge), redis)
  })

  test('a change of the saved connections and of the preferences comes as an event', async () => {
    await expectSharedFacts(createClient(transport.bridge))
  })
})
