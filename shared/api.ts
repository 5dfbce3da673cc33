import * as v from 'valibot'
import type { ConnectionState, ConnectionTest } from './connection.ts'
import type { DiscoveryState, Overview, Sparkline, Trend } from './figures.ts'

/**
 * The contract: what the core can do for a window, a browser page, the command line and the tests. Every method takes at
 * most one plain object and answers JSON-safe data: instants are ISO 8601 in UTC with milliseconds, dates `YYYY-MM-DD`
 * in the answer's zone, shares and changes unrounded from 0 to 1, unknown is null.
 */
export interface Api {
  /** What this program is and where it keeps its data. */
  appInfo(): Promise<AppInfo>
  /** The present source and how it fares. */
  connection(): Promise<ConnectionState>
  /** Runs the real first queries against an address without changing the present source. */
  testConnection(input: ConnectInput): Promise<ConnectionTest>
  /** Makes an address the present source and remembers it, without its password. Errors: every connection code. */
  connect(input: ConnectInput): Promise<ConnectionState>
  /** Makes the built-in sample data the present source. */
  useSample(): Promise<ConnectionState>
  /** Tries a source that is down or refused again at once. */
  retry(): Promise<ConnectionState>
  /** Today, this hour, now, hours of the day and hot APIs, all from one reading. */
  overview(input: OverviewInput): Promise<Overview>
  /** The last 24 hours of each named endpoint (at most 100). */
  sparklines(input: SparklinesInput): Promise<Sparkline[]>
  /** The points of a range, oldest first, with those of the period before on request. */
  trend(input: TrendInput): Promise<Trend>
  /** Looks for endpoints and statuses among the keys now; answers when it ended. */
  discover(): Promise<DiscoveryState>
  /** Stops a running discovery; what it found is kept. */
  cancelDiscovery(): Promise<DiscoveryState>
}

/** Small facts pushed to every page. */
export interface Events {
  connection: ConnectionState
  discovery: DiscoveryState
}

export interface AppInfo {
  version: string
  host: 'electron' | 'browser' | 'command line'
  /** The folder of settings and archives. */
  dataDir: string
  /** This computer's time zone. */
  zone: string
}

export const granularities = ['minute', 'hour', 'day'] as const
export type Granularity = (typeof granularities)[number]

const zone = v.pipe(v.string(), v.minLength(1), v.maxLength(64))
const name = v.pipe(v.string(), v.maxLength(400_000))
const prefix = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const none = v.strictObject({})

/** One input schema per method: the allow-list of the wire and the check of what comes over it. */
export const schemas = {
  appInfo: none,
  connection: none,
  testConnection: v.lazy(() => connectInput),
  connect: v.lazy(() => connectInput),
  useSample: none,
  retry: none,
  overview: v.strictObject({
    /** IANA name of the view's zone. */
    zone,
    /** At most so many hot APIs. */
    top: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5_000)), 5),
    /** Wait for every figure, a needed discovery included, in place of marking what is still being read. */
    complete: v.optional(v.boolean(), false),
  }),
  sparklines: v.strictObject({ endpoints: v.pipe(v.array(name), v.maxLength(100)) }),
  trend: v.strictObject({
    range: v.picklist(granularities),
    zone,
    /** All calls where null. */
    endpoint: v.optional(v.nullable(name), null),
    compare: v.optional(v.boolean(), false),
  }),
  discover: none,
  cancelDiscovery: none,
} satisfies Record<keyof Api, v.GenericSchema>

const connectInput = v.strictObject({
  /** `redis://`, `rediss://` (with user and password where needed) or `sample:`. */
  url: v.pipe(v.string(), v.minLength(1), v.maxLength(4_096)),
  /** A name of the user's own; the address where empty. */
  name: v.optional(v.pipe(v.string(), v.maxLength(100)), ''),
  prefix: v.optional(prefix, 'stats'),
  reportPrefix: v.optional(prefix, 'report:daily'),
  /** Minutes that the services' buckets are ahead of UTC. */
  bucketOffsetMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-1_080), v.maxValue(1_080)), 0),
  /** Answer to `source_changed`: whether the archive of that address goes on or a new one begins. */
  archive: v.optional(v.picklist(['check', 'keep', 'new']), 'check'),
})

export type MethodName = keyof typeof schemas
export type EventName = keyof Events
export type ConnectInput = v.InferInput<typeof connectInput>
export type CheckedConnectInput = v.InferOutput<typeof connectInput>
export type OverviewInput = v.InferInput<typeof schemas.overview>
export type SparklinesInput = v.InferInput<typeof schemas.sparklines>
export type TrendInput = v.InferInput<typeof schemas.trend>
/** Inputs as they are after their check, with the defaults filled in. */
export type CheckedOverviewInput = v.InferOutput<typeof schemas.overview>
export type CheckedTrendInput = v.InferOutput<typeof schemas.trend>
