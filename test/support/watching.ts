import type { CheckedOverviewInput, CheckedTrendInput, Granularity } from '../../shared/api.ts'
import type { Issue, Overview, Trend } from '../../shared/figures.ts'
import { openArchive, type Archive } from '../../electron/core/reports/archive.ts'
import type { Source } from '../../electron/core/source/source.ts'
import { defaultRules, type ReadingRules } from '../../electron/core/stats/reading-rules.ts'
import { createWatch, type Watch } from '../../electron/core/stats/watch.ts'
import type { ManualClock } from './manual-clock.ts'
import { keptLog, type KeptLog } from './source-kit.ts'

export interface Watching {
  watch: Watch
  archive: Archive
  log: KeptLog
  /** Every figure, whatever must be read for it. */
  overview(zone?: string, more?: Partial<CheckedOverviewInput>): Promise<Overview>
  /** What a window is shown at once. */
  glance(zone?: string, more?: Partial<CheckedOverviewInput>): Promise<Overview>
  /** Every point, whatever must be read for it. */
  trend(range: Granularity, more?: Partial<CheckedTrendInput>): Promise<Trend>
  stop(): Promise<void>
}

/** A watch over a source with an archive of its own, or one that is given. */
export function watching(
  source: Source,
  clock: ManualClock,
  {
    archive = openArchive({ file: ':memory:', log: keptLog() }),
    testNowMs = undefined as number | undefined,
    rules = defaultRules as ReadingRules,
  } = {},
): Watching {
  const log = keptLog()
  const watch = createWatch({ source, archive, clock, log, testNowMs, rules, onDiscovery: () => undefined })
  const ask =
    (complete: boolean) =>
    (zone: string | undefined, more: Partial<CheckedOverviewInput> = {}) =>
      watch.overview({ zone: zone ?? 'UTC', top: 1_000, complete, ...more })
  return {
    watch,
    archive,
    log,
    overview: (zone, more) => ask(true)(zone, more),
    glance: (zone, more) => ask(false)(zone, more),
    trend: (range, more = {}) =>
      watch.trend({
        range,
        zone: 'UTC',
        endpoint: null,
        compare: 'none',
        until: null,
        from: null,
        to: null,
        complete: true,
        ...more,
      }),
    stop: () => watch.stop(),
  }
}

/** The codes of an answer's issues, in order. */
export function codesOf({ issues }: { issues: Issue[] }): string[] {
  return issues.map(({ code }) => code)
}

/** Lets everything that was begun in the background come to its end. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 60; i++) await new Promise((resolve) => setImmediate(resolve))
}
