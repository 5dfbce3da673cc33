import type { CheckedOverviewInput, CheckedTrendInput } from '../../../shared/api.ts'
import type { AnswerHead, DiscoveryState, Issue, Overview, Sparkline, Trend } from '../../../shared/figures.ts'
import { bucketAt, bucketStart, createZone, isoInstant, tableRetentionMs, widthMs, type Zone } from '../../../shared/time.ts'
import { trendFigures, trendPoints } from '../../../shared/trend.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Archive } from '../reports/archive.ts'
import type { Source } from '../source/source.ts'
import { createActivity } from './activity.ts'
import { createBackfill } from './backfill.ts'
import { manyEndpoints, openCatalogue, type NameKind } from './catalogue.ts'
import { createConservation } from './conservation.ts'
import type { WantingCounters } from './counters-of.ts'
import { createDiscovery } from './discovery.ts'
import { findCountedDays } from './first-day.ts'
import { createIssues } from './issues.ts'
import { createLiveView } from './live.ts'
import { createMemory } from './memory.ts'
import { createHotTable } from './hot-table.ts'
import { frameAt, overviewFigures } from './overview.ts'
import { archiveHours, recallTotals, seedCatalogue } from './prepare.ts'
import { createReader } from './reader.ts'
import { sampleRetention } from './retention.ts'
import { watchServer } from './server-watch.ts'
import { noteStatuses } from './status-notes.ts'
import { verifySums } from './verify.ts'

export interface WatchDeps {
  source: Source
  archive: Archive
  clock: Clock
  log: Log
  testNowMs: number | undefined
  onDiscovery(state: DiscoveryState): void
}

/** Everything that is asked of one source: the only thing that the doors' methods talk to. */
export interface Watch {
  overview(input: CheckedOverviewInput): Promise<Overview>
  sparklines(endpoints: readonly string[]): Promise<Sparkline[]>
  trend(input: CheckedTrendInput): Promise<Trend>
  discover(): Promise<DiscoveryState>
  cancelDiscovery(): DiscoveryState
  /** What is due by the clock: the hourly note of statuses, the hourly verification, housekeeping. */
  tick(): Promise<void>
  stop(): void
}

/** Answers of the live view younger than this serve several windows. */
const shareMs = 400
/** How often the server's facts are asked while somebody looks. */
const factsEveryMs = 15_000

export function createWatch({ source, archive, clock, log, testNowMs, onDiscovery }: WatchDeps): Watch {
  const offsetMinutes = source.info.bucketOffsetMinutes
  const memory = createMemory(offsetMinutes)
  const issues = createIssues()
  const catalogue = openCatalogue(archive)
  const conservation = createConservation(catalogue)
  const activity = createActivity(catalogue, memory)
  const retentionMs = { ...tableRetentionMs }
  const zones = new Map<string, Zone>()
  let firstDay: number | null = null
  let prepared: Promise<void> | null = null
  let verifiedHour: number | null = null
  let archivedHour: number | null = null
  let notedMs = 0
  let factsMs = 0
  let lookedMs = 0

  const reader = createReader({
    source,
    memory,
    issues,
    clock,
    testNowMs,
    retentionMs,
    firstDay: () => firstDay,
    addsUpFor: conservation.addsUpFor,
  })
  const live = createLiveView({
    source,
    reader,
    memory,
    catalogue,
    activity,
    conservation,
    issues,
    clock,
  })
  const backfill = createBackfill(reader, log)
  const hotTable = createHotTable(memory)

  const dayNow = (): number => bucketAt(reader.nowMs(), 'day', offsetMinutes)

  const balanceOf = async (kind: NameKind, day: number) => {
    const found = await reader.answer((counters) => conservation.balance(counters, kind, day))
    return found ?? null
  }

  const discovery = createDiscovery({
    source,
    archive,
    catalogue,
    clock,
    onState: onDiscovery,
    async measure(kind, day) {
      conservation.reset()
      await reader.answer((counters) => conservation.balance(counters, kind, day))
      if (day === dayNow()) await live.refresh(0)
      return balanceOf(kind, day)
    },
  })

  const askFacts = async (): Promise<void> => {
    if (clock.now() - factsMs < factsEveryMs) return
    factsMs = clock.now()
    watchServer(await source.facts(), archive, issues)
  }

  const prepare = async (): Promise<void> => {
    const askedMs = clock.now()
    reader.heard(await source.read({ totals: [], parts: [] }), askedMs)
    await askFacts()
    const counted = await findCountedDays(source, archive, reader.nowMs())
    firstDay = counted.first
    recallTotals({ archive, memory, reader, counted, offsetMinutes })
    const retention = await sampleRetention(source, reader.nowMs())
    Object.assign(retentionMs, retention.keptMs)
    for (const issue of retention.issues) issues.raise(`expiry:${issue.code}:${issue.params?.granularity}`, issue)
    if (catalogue.names('api').length === 0) await seedCatalogue(source, catalogue, reader.nowMs())
  }

  const ready = (): Promise<void> => {
    prepared ??= prepare().catch((error: unknown) => {
      prepared = null
      throw error
    })
    return prepared
  }

  const zoneOf = (id: string): Zone => {
    let zone = zones.get(id)
    if (!zone) zones.set(id, (zone = createZone(id)))
    return zone
  }

  const head = (more: Issue[] = []): AnswerHead => ({
    source: source.info.name,
    sample: source.info.kind === 'sample',
    issues: [...archive.notices, ...issues.list(), ...more, ...catalogueIssues(catalogue.names('api').length)],
  })

  /** Waits for the discovery that an answer needs; within its gap the answer stands as it is, with an issue. */
  const discoverFor = async (days: number[]): Promise<Issue[]> => {
    const isShort = await shortDays(days)
    if (!isShort) return []
    if (!discovery.isAllowed()) return [discoveryWaits]
    await discovery.run(days)
    return []
  }

  const shortDays = async (days: number[]): Promise<boolean> => {
    for (const day of days) {
      for (const kind of ['api', 'status'] as const) {
        const balance = await balanceOf(kind, day)
        if (balance && discovery.isNeeded(kind, day, balance)) return true
      }
    }
    return false
  }

  const discoverInBackground = (counters: WantingCounters, day: number): void => {
    if (!discovery.isAllowed()) return
    const isNeeded = [day - 1, day].some((each) =>
      (['api', 'status'] as const).some((kind) => {
        const balance = conservation.balance(counters, kind, each)
        return balance && discovery.isNeeded(kind, each, balance)
      }),
    )
    if (!isNeeded) return
    issues.clear('discovery')
    discovery.run([day - 1, day]).catch((error: unknown) => {
      log.warn(`The search for endpoints failed: ${String(error)}`)
      issues.raise('discovery', discoveryFailed)
    })
  }

  const notesAround = (nowMs: number) => archive.statusNotes(nowMs - 3 * widthMs.day, nowMs)

  const refresh = async (maxAgeMs: number) => {
    await ready()
    lookedMs = clock.now()
    const sample = await live.refresh(maxAgeMs)
    const day = bucketAt(sample.atMs, 'day', offsetMinutes)
    if (firstDay === null && typeof memory.get('total', 'day', day) === 'number') firstDay = day
    return { sample, day }
  }

  const overview: Watch['overview'] = async ({ zone: zoneId, top, complete }) => {
    const zone = zoneOf(zoneId)
    let { sample, day } = await refresh(complete ? 0 : shareMs)
    let waits: Issue[] = []
    if (complete) {
      await shortDays([day - 1, day])
      ;({ sample, day } = await refresh(0))
      waits = await discoverFor([day - 1, day])
      ;({ sample, day } = await refresh(0))
    }
    const frame = frameAt(sample.atMs, zone)
    const compute = (counters: WantingCounters | Parameters<Parameters<typeof reader.answer>[0]>[0]) => {
      const statuses = catalogue.names('status')
      const figures = overviewFigures({
        counters,
        zone,
        endpoints: catalogue.names('api'),
        success: { counters, statuses, notes: notesAround(sample.atMs) },
        conservation,
        frame,
      })
      const isFull = (): boolean => 'wants' in counters && !complete && counters.wants().length > 4_000
      const hotApis = hotTable.rows({ counters, frame, zone: zoneId, figures, top, isFull })
      return { figures, hotApis, points: live.rates.points(counters) }
    }
    let answer
    if (complete) answer = await reader.answer(compute, sample.atMs)
    else {
      const counters = reader.counters(sample.atMs)
      answer = compute(counters)
      discoverInBackground(counters, day)
      backfill.want(counters.wants())
    }
    const { ranked: _ranked, ...figures } = answer.figures
    const { points } = answer
    const peak = points.reduce<(typeof points)[number] | null>(
      (best, point) => ((point.callsPerSecond ?? -1) > (best?.callsPerSecond ?? -1) ? point : best),
      null,
    )
    return {
      ...head([...waits, ...unexplainedIssues(discovery.state(day), figures.coverage.apis)]),
      asOf: isoInstant(sample.atMs),
      clock: reader.clockKind(),
      zone: zoneId,
      ...figures,
      live: {
        callsPerSecond: live.rates.latest() ?? points.at(-1)?.callsPerSecond ?? null,
        peak: peak?.callsPerSecond == null ? null : { at: peak.at, callsPerSecond: peak.callsPerSecond },
        points,
      },
      hotApis: answer.hotApis,
      discovery: discovery.state(day),
      reading: { roundTrips: sample.roundTrips, keys: sample.keys, latencyMs: sample.latencyMs },
    }
  }

  return {
    overview,

    async sparklines(endpoints) {
      const { sample } = await refresh(30_000)
      const utc = zoneOf('UTC')
      return reader.answer(
        (counters) =>
          endpoints.map((endpoint) => ({
            endpoint,
            calls: trendFigures(counters, { range: 'hour', series: `api:${endpoint}`, zone: utc }).map(
              ({ figure }) => figure.value,
            ),
          })),
        sample.atMs,
      )
    },

    async trend({ range, zone: zoneId, endpoint, compare }) {
      const zone = zoneOf(zoneId)
      const series = endpoint === null ? 'total' : `api:${endpoint}`
      let { sample } = await refresh(shareMs)
      const compute = () =>
        reader.answer(
          (counters) => ({
            present: trendPoints(counters, { range, series, zone }),
            previous: compare ? trendPoints(counters, { range, series, zone, periodsBack: 1 }) : null,
          }),
          sample.atMs,
        )
      let answer = await compute()
      let waits: Issue[] = []
      const points = [...answer.present.points, ...(answer.previous?.points ?? [])]
      const days = points
        .filter(({ why }) => why === 'unconfirmed')
        .map(({ start }) => bucketAt(Date.parse(start), 'day', offsetMinutes))
      if (endpoint !== null && days.length > 0) {
        waits = await discoverFor([...new Set(days)])
        ;({ sample } = await refresh(0))
        answer = await compute()
      }
      const { present, previous } = answer
      return {
        ...head(waits),
        asOf: isoInstant(sample.atMs),
        range,
        zone: zoneId,
        endpoint,
        points: present.points,
        previous: previous?.points ?? null,
        total: present.total,
        atLeast: present.atLeast,
      }
    },

    async discover() {
      await ready()
      await discovery.run([dayNow() - 1, dayNow()])
      return discovery.state(dayNow())
    },

    cancelDiscovery() {
      discovery.cancel()
      return discovery.state(dayNow())
    },

    async tick() {
      if (testNowMs !== undefined || source.status().state !== 'ready') return
      await ready()
      const nowMs = reader.nowMs()
      notedMs = await noteStatuses({ reader, catalogue, archive, offsetMinutes, lastNotedMs: notedMs })
      const hour = bucketAt(nowMs, 'hour', offsetMinutes)
      const isDue = verifiedHour !== hour && nowMs - bucketStart(hour, 'hour', offsetMinutes) > 3 * widthMs.minute
      if (isDue) {
        await verifySums({ reader, memory, catalogue, issues, offsetMinutes })
        verifiedHour = hour
        memory.prune(nowMs)
        archivedHour = archiveHours({ archive, memory, nowMs, offsetMinutes, fromHour: archivedHour })
      }
      catalogue.save(nowMs)
      if (clock.now() - lookedMs < widthMs.minute) await askFacts()
    },

    stop() {
      backfill.stop()
      discovery.cancel()
      catalogue.save(reader.nowMs())
    },
  }
}

function catalogueIssues(endpoints: number): Issue[] {
  if (endpoints <= manyEndpoints) return []
  return [
    {
      code: 'too_many_endpoints',
      message: `${endpoints} endpoints were seen: their paths seem to hold ids. Let the services count route patterns such as /user/{id}.`,
      params: { count: endpoints },
    },
  ]
}

function unexplainedIssues(state: DiscoveryState, coverage: number | null): Issue[] {
  if (coverage === null || coverage === 1 || !state.unexplained || state.unexplained < 1) return []
  return [
    {
      code: 'unexplained',
      message: `${state.unexplained} calls of this UTC day belong to no endpoint that Redis names.`,
      params: { count: state.unexplained },
    },
  ]
}

const discoveryWaits: Issue = {
  code: 'discovery_waits',
  message: 'Some calls belong to endpoints not known yet; the last search was less than its gap ago, so this answer leaves them out.',
}

const discoveryFailed: Issue = {
  code: 'discovery_failed',
  message: 'The search for endpoints failed and is tried again later; calls of unknown endpoints are missing from the table.',
}
