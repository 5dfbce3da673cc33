import type { DailyReport } from '../../../shared/daily-report.ts'
import type { AppError } from '../../../shared/errors.ts'
import { lockKey } from '../../../shared/keys.ts'
import type { ReportStore } from '../source/report-store.ts'
import type { Parts } from '../stats/parts.ts'
import { aloneTurn, type CensusTurn } from './census-turn.ts'
import { createPublisher, type Published } from './publish-reports.ts'
import type { ReportWorld } from './report-world.ts'
import { createSharedTurn } from './shared-turn.ts'

/** That reports are shared through Redis: where they are written, and whether nothing is done where that is refused. */
export interface Sharing {
  store: ReportStore
  isRequired: boolean
}

/** What sharing adds to the reports of a source; without it nothing of it does anything. */
export interface SharedReports {
  isOn: boolean
  /** Which program counts users now. */
  turn: CensusTurn
  /** Writes what Redis lacks, behind the answers. */
  publishBehind(): Promise<void>
  /** Writes what Redis lacks, or the report of one date. Errors: those of a write; `no_report_zone` is none: nothing is written. */
  publish(options: { date?: string; signal: AbortSignal }): Promise<Published>
}

const nothing: Published = { written: [], taken: [] }

export function openSharing(
  { source, clock, log, issues }: Pick<Parts, 'source' | 'clock' | 'log' | 'issues'>,
  {
    world,
    sharing,
    awaitsUsers,
    look,
  }: {
    world: ReportWorld
    sharing: Sharing | null
    awaitsUsers(report: DailyReport): boolean
    /** Takes in the reports that stand there now. */
    look(): Promise<void>
  },
): SharedReports {
  if (!sharing)
    return {
      isOn: false,
      turn: aloneTurn,
      publishBehind: async () => undefined,
      publish: async () => nothing,
    }
  const { store, isRequired } = sharing
  const publisher = createPublisher({ world, store, issues, awaitsUsers })
  const lock = lockKey(source.info.reportPrefix)
  const turn = createSharedTurn({
    store,
    clock,
    log,
    secondsLeft: async () => (await source.ttls([lock]))[0] ?? null,
    onRefused(why: AppError) {
      if (isRequired) throw why
      issues.raise('sharing lock', { code: 'sharing_refused', message: why.message })
    },
    onTaken: () => issues.clear('sharing lock'),
  })
  return {
    isOn: true,
    turn: {
      run: (work, how) =>
        turn.run(async (signal) => {
          // What the program before left there is not counted again.
          await look()
          return work(signal)
        }, how),
    },
    async publishBehind() {
      const zone = world.zone()
      if (zone) await publisher.publishBehind(zone)
    },
    async publish(options) {
      const zone = world.zone()
      return zone ? publisher.publish(zone, options) : nothing
    },
  }
}
