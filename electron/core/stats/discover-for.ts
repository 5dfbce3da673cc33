import type { Issue } from '../../../shared/figures.ts'
import type { Counters } from '../../../shared/counters.ts'
import type { NameKind } from './catalogue.ts'
import type { Parts } from './parts.ts'

const bothKinds: readonly NameKind[] = ['api', 'status']

/**
 * Waits for the discovery that an answer about some days needs. Where one is needed and not yet allowed, or fails, the
 * answer stands as it is: the issue says so.
 */
export async function discoverFor(
  parts: Parts,
  days: number[],
  kinds: readonly NameKind[] = bothKinds,
): Promise<Issue[]> {
  const { discovery } = parts
  if (!(await areShort(parts, days, kinds))) return []
  if (!discovery.isRunning() && !discovery.isAllowed()) return [discoveryWaits]
  try {
    await discovery.run(days, 'needed')
    return []
  } catch (error) {
    parts.log.warn(`The search for endpoints failed: ${String(error)}`)
    return [discoveryFailed]
  }
}

/** Starts a discovery behind a live answer where some days, as far as they were read, call for one and it is allowed. */
export function discoverBehind(
  { discovery, conservation, issues, log }: Parts,
  counters: Counters,
  days: number[],
): void {
  if (!discovery.isAllowed()) return
  const isNeeded = days.some((day) =>
    bothKinds.some((kind) => {
      const balance = conservation.searched(counters, kind, day)
      return balance && discovery.isNeeded(kind, day, balance)
    }),
  )
  if (!isNeeded) return
  issues.clear('discovery')
  discovery.run(days, discovery.isFirst() ? 'first' : 'missing').catch((error: unknown) => {
    log.warn(`The search for endpoints failed: ${String(error)}`)
    issues.raise('discovery', discoveryFailed)
  })
}

async function areShort(
  { searchedOf, checkTypes, discovery }: Parts,
  days: number[],
  kinds: readonly NameKind[],
): Promise<boolean> {
  for (const day of days) {
    for (const kind of kinds) {
      const balance = await searchedOf(kind, day)
      if (balance && balance.missing >= 1) await checkTypes(kind, day)
      if (balance && discovery.isNeeded(kind, day, balance)) return true
    }
  }
  return false
}

const discoveryWaits: Issue = {
  code: 'discovery_waits',
  message:
    'Some calls belong to endpoints that are not known yet. The last search for them was too short a time ago, so this answer leaves them out.',
}

const discoveryFailed: Issue = {
  code: 'discovery_failed',
  message:
    'The search for endpoints failed and is tried again later; calls of unknown endpoints are missing from the table.',
}
