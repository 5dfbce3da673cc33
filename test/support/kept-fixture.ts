import { openArchive } from '../../electron/core/reports/archive.ts'
import { createUpkeep, type ArchiveUpkeep } from '../../electron/core/reports/archive-upkeep.ts'
import { keepArchive, type KeptArchive } from '../../electron/core/reports/kept-archive.ts'
import { createFakeClock } from './fake-clock.ts'
import { plainReport } from './fake-reports.ts'
import type { ManualClock } from './manual-clock.ts'
import { keptLog, type KeptLog } from './source-kit.ts'

export interface KeptFixture extends KeptArchive {
  clock: ManualClock
  log: KeptLog
  upkeep: ArchiveUpkeep
  /** The issues at each change of them. */
  told: string[][]
  /** Keeps the report of a date of November 2026. */
  keepDay(day: number): void
}

/** An archive as the program keeps it, by a clock that a test moves. */
export function openKept(file: string, now = '2026-11-22T01:00:00Z'): KeptFixture {
  const clock = createFakeClock(Date.parse(now))
  const log = keptLog()
  const told: string[][] = []
  const kept = keepArchive((watcher) => openArchive({ file, log, isOwnFile: true, watcher }), {
    clock,
    log,
    open: (path, watcher) => openArchive({ file: path, log, isOwnFile: true, watcher }),
    onIssues: () => void told.push(kept.issues().map(({ code }) => code)),
  })
  return {
    ...kept,
    clock,
    log,
    told,
    upkeep: createUpkeep(kept, { clock, log }),
    keepDay(day) {
      const date = `2026-11-${String(day).padStart(2, '0')}`
      kept.archive.keepReport({ zone: 'UTC', date, dueMs: 0 }, plainReport('UTC', date, clock.now()))
    },
  }
}

/** How a copy is made where nobody watches it. */
export const quietRun = {
  signal: new AbortController().signal,
  progress: () => undefined,
  rest: () => Promise.resolve(),
}
