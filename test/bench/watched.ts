import { systemClock, type Clock } from '../../electron/core/clock.ts'
import type { Log } from '../../electron/core/log.ts'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { createSource } from '../../electron/core/source/create.ts'
import type { Source } from '../../electron/core/source/source.ts'
import type { PartsDeps } from '../../electron/core/stats/parts.ts'
import { inputFor } from '../support/source-kit.ts'

/** The bench stays quiet about what the core tells its log. */
export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** An open source over a Redis, as the app opens it. */
export async function openSource(url: string, clock: Clock = systemClock()): Promise<Source> {
  const source = createSource(inputFor(url), { clock, log: silent })
  await source.open()
  return source
}

/** What a watch over a source is made of, with an archive that is kept nowhere. */
export function watchDeps(source: Source, clock: Clock = systemClock()): PartsDeps {
  return {
    source,
    archive: openArchive({ file: ':memory:', log: silent }),
    clock,
    log: silent,
    testNowMs: undefined,
    onDiscovery: () => undefined,
  }
}
