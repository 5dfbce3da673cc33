import type { SchemeReport } from '../../../shared/scheme.ts'
import { createSource, type SourceInput } from './create.ts'
import type { SourceDeps } from './deps.ts'
import { inspectScheme } from './scheme/inspect.ts'

/**
 * Looks over a connection of its own at how the counters of an address are cut, kept and added up, and closes. Errors: every
 * connection code.
 */
export async function detectScheme(input: SourceInput, deps: SourceDeps): Promise<SchemeReport> {
  const source = createSource(input, deps)
  try {
    await source.open()
    const { keys } = await source.facts()
    const { report } = await inspectScheme(source, { info: source.info, clock: deps.clock, keys })
    return report
  } finally {
    await source.close()
  }
}
