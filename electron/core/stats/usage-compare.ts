import { changeOf } from '../../../shared/change.ts'
import { sumOf, type Counters, type Figure } from '../../../shared/counters.ts'
import type { DaySpan, Period } from '../../../shared/period.ts'
import { rangeFigure } from '../../../shared/range.ts'
import type { UsageItem } from '../../../shared/usage.ts'
import type { Parts } from './parts.ts'
import { addingUpOnce, usageLifeMs, type UsageReading } from './usage-reading.ts'
import type { UsageGroup } from './usage-rows.ts'

type Compared = Pick<UsageItem, 'previous' | 'previousApproximate' | 'change'>

const notCompared: Compared = { previous: null, previousApproximate: false, change: null }

/** Endpoints that one answer compares to the minute, which takes hours and minutes of each. */
const mostCompared = 2_000
/** Endpoints whose hours and minutes are read together. */
const batchSize = 50

/**
 * Rows beside the period before. A closed period is compared by its days; a running one until the same wall-clock time, and
 * rows whose endpoints come after the first 2,000 of the page not at all.
 */
export async function comparePage(
  parts: Parts,
  { period: { isRunning, compared: spans }, atMs }: UsageReading,
  page: readonly UsageGroup[],
): Promise<Compared[]> {
  if (!isRunning) return page.map(({ figure, before }) => comparison(figure, before))
  if (!spans) return page.map(() => notCompared)
  const viewed = addingUpOnce()
  return parts.tasks.run('usage', async ({ signal }) => {
    const compared: Compared[] = []
    for (const batch of batchesOf(page)) {
      const part = await parts.reader.answer(
        (counters) => batch.map((group) => compareRunning(viewed(counters), group, spans)),
        atMs,
        { lifeMs: usageLifeMs, signal },
      )
      compared.push(...part)
    }
    return [...compared, ...page.slice(compared.length).map(() => notCompared)]
  })
}

function compareRunning(
  counters: Counters,
  { members }: UsageGroup,
  { present, previous }: NonNullable<Period['compared']>,
): Compared {
  const of = (span: DaySpan): Figure =>
    sumOf(members.map(({ endpoint }) => rangeFigure(counters, `api:${endpoint}`, span)))
  return comparison(of(present), of(previous))
}

function comparison(now: Figure, before: Figure): Compared {
  return {
    previous: before.value,
    previousApproximate: before.approximate,
    change: changeOf(now.value, before.value),
  }
}

/** Rows in batches, up to the number of endpoints that are compared. */
function batchesOf(page: readonly UsageGroup[]): UsageGroup[][] {
  const batches: UsageGroup[][] = []
  let endpoints = 0
  let inBatch = batchSize
  for (const group of page) {
    endpoints += group.members.length
    if (endpoints > mostCompared) break
    if (inBatch >= batchSize) {
      batches.push([])
      inBatch = 0
    }
    inBatch += group.members.length
    batches.at(-1)!.push(group)
  }
  return batches
}
