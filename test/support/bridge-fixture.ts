import type { AppInfo, Events, MethodName } from '../../shared/api.ts'
import type { ConnectionState, ConnectionTest } from '../../shared/connection.ts'
import { defaultPreferences, type PreferencesPatch } from '../../shared/preferences.ts'
import type { Answer, Bridge } from '../../shared/rpc.ts'
import type { Connections, SaveConnectionInput, SavedConnection } from '../../shared/saved-connection.ts'
import { makeOverview, seeded } from './overview-fixture.ts'
import { findEndpoints, makeTrend } from './trend-fixture.ts'

/** The app in a window of its own. */
export const windowInfo: AppInfo = {
  version: '0.1.0',
  host: 'electron',
  dataDir: 'data',
  settingsFile: 'data/settings.json',
  logDir: null,
  archive: null,
  zone: 'UTC',
}

type Handler = (input: never) => unknown

export interface FixtureBridge extends Bridge {
  /** Every call so far, by method. */
  calls: { method: string; input: unknown }[]
  /** Puts another answer in place of a method's: a value, a promise, or what is thrown. */
  answer(method: MethodName, handler: Handler): void
  emit<E extends keyof Events>(event: E, payload: Events[E]): void
}

export const connected: ConnectionState = {
  source: {
    kind: 'redis',
    id: '0a7d1c52-6a54-4c0e-9d3f-51c6f2a9b001',
    name: 'Production',
    address: 'redis://10.2.0.7:6379/0',
    prefix: 'stats',
    reportPrefix: 'report:daily',
    bucketOffsetMinutes: 0,
    colour: 'teal',
    production: false,
    reportZone: 'UTC',
  },
  sample: false,
  status: { state: 'ready', latencyMs: 0.7 },
  serverVersion: '7.0.15',
  mayWrite: false,
  archive: { issues: [], shown: null },
}

export const sampled: ConnectionState = {
  ...connected,
  source: { ...connected.source, kind: 'sample', id: null, name: 'Sample data', address: 'sample:' },
  sample: true,
}

/** The connection of `connected`, as the list has it. */
export const savedProduction: SavedConnection = {
  id: '0a7d1c52-6a54-4c0e-9d3f-51c6f2a9b001',
  name: 'Production',
  address: 'redis://10.2.0.7:6379/0',
  place: { tls: false, host: '10.2.0.7', port: 6379, db: 0 },
  user: 'analyst',
  colour: 'teal',
  production: true,
  prefix: 'stats',
  reportPrefix: 'report:daily',
  bucketOffsetMinutes: 0,
  reportZone: 'UTC',
  statusLists: null,
  retentionDays: { minute: null, hour: null, day: null },
  scanLimit: null,
  shareReports: false,
  password: 'stored',
}

export const savedStaging: SavedConnection = {
  ...savedProduction,
  id: '0a7d1c52-6a54-4c0e-9d3f-51c6f2a9b002',
  name: '',
  address: 'rediss://staging.example.org:6380/2',
  place: { tls: true, host: 'staging.example.org', port: 6380, db: 2 },
  user: null,
  colour: 'amber',
  production: false,
  password: 'unreadable',
}

export const savedList: Connections = {
  items: [savedProduction, savedStaging],
  openId: savedProduction.id,
  storage: { canStore: true, why: null },
}

export const tested: ConnectionTest = {
  ok: true,
  source: connected.source,
  server: 'standalone',
  serverVersion: '7.0.15',
  latencyMs: 0.7,
  keys: 57_012,
  endpointsSeen: 37,
  callsToday: 4_914_317,
  mayWrite: true,
  aclRule: 'ACL SETUSER tallyscope on >PASSWORD ~stats:* ~report:daily:* +@read +time +role +info -@write',
  issues: [],
  scheme: null,
  checks: [
    { what: 'connect', ok: true, outcome: 'ok', message: 'Connected.' },
    { what: 'time', ok: true, outcome: 'ok', message: 'The clocks agree.' },
    {
      what: 'info',
      ok: false,
      outcome: 'refused',
      message: 'The account may not run INFO.',
      code: 'no_permission',
    },
    { what: 'scan', ok: true, outcome: 'ok', message: 'SCAN works.' },
    { what: 'index', ok: true, outcome: 'empty', message: 'There is no index.' },
  ],
}

/** A bridge that answers from memory, for tests of the page alone. */
export function createFixtureBridge(): FixtureBridge {
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const calls: FixtureBridge['calls'] = []
  const idle = makeOverview().discovery
  const handlers = new Map<string, Handler>(
    Object.entries({
      appInfo: () => ({ ...windowInfo, host: 'browser', zone: 'Asia/Shanghai' }),
      preferences: () => defaultPreferences,
      setPreferences: (patch: PreferencesPatch) => ({ ...defaultPreferences, ...patch }),
      connection: () => connected,
      connections: () => savedList,
      saveConnection: ({ id, name }: SaveConnectionInput) => ({ ...(id ? byId(id) : savedProduction), name }),
      duplicateConnection: ({ id }: { id: string }) => byId(id),
      deleteConnection: ({ id }: { id: string }) => ({
        ...savedList,
        items: savedList.items.filter((one) => one.id !== id),
      }),
      restoreConnection: ({ id }: { id: string }) => byId(id),
      openConnection: () => connected,
      testConnection: () => tested,
      connect: () => connected,
      useSample: () => sampled,
      retry: () => connected,
      overview: ({ zone }: { zone: string }) => makeOverview({ zone }),
      sparklines: ({ endpoints }: { endpoints: string[] }) => endpoints.map(makeSparkline),
      trend: makeTrend,
      endpoints: findEndpoints,
      discover: () => idle,
      cancelDiscovery: () => idle,
    }),
  )

  return {
    calls,
    async call(method, input): Promise<Answer> {
      calls.push({ method, input })
      const handler = handlers.get(method)
      if (!handler) return { ok: false, code: 'unknown_method', message: 'The app has no such method.' }
      const value: unknown = await handler(input as never)
      return isAnswer(value) ? value : { ok: true, value }
    },
    on(event, listener) {
      const heard = listeners.get(event) ?? new Set()
      listeners.set(event, heard.add(listener))
      return () => heard.delete(listener)
    },
    answer: (method, handler) => void handlers.set(method, handler),
    emit: (event, payload) => listeners.get(event)?.forEach((listener) => listener(payload)),
  }
}

function byId(id: string): SavedConnection {
  return savedList.items.find((one) => one.id === id)!
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'ok' in value && 'code' in value
}

function makeSparkline(endpoint: string) {
  const random = seeded([...endpoint].reduce((sum, character) => sum + character.codePointAt(0)!, 0))
  return {
    endpoint,
    calls: Array.from({ length: 24 }, (_one, i) => Math.round(500 + 300 * Math.sin(i / 4) + 200 * random())),
  }
}
