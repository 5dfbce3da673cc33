import type { CheckedUsageInput } from '../../../shared/api.ts'
import { changeOf, shareOf } from '../../../shared/change.ts'
import { sumOf } from '../../../shared/counters.ts'
import { isoInstant } from '../../../shared/time.ts'
import { usageFilters, type Usage, type UsageItem } from '../../../shared/usage.ts'
import { sharedForMs } from './overview-answer.ts'
import type { Parts } from './parts.ts'
import { seenOf } from './seen.ts'
import { comparePage } from './usage-compare.ts'
import { periodAt, readUsage, type UsageReading } from './usage-reading.ts'
import { fits, usageGroups } from './usage-rows.ts'

/** Answers about the usage of endpoints, page by page of one reading. */
export interface UsageView {
  answer(input: CheckedUsageInput): Promise<Usage>
}

/** Pages after the first come from the reading of the first for so long. */
const pagedForMs = 60_000
/** Names may be long, and an answer stays below a message's 1 MB. */
const mostItemBytes = 600_000

export function createUsageView(parts: Parts): UsageView {
  let latest: { ask: string; takenMs: number; reading: UsageReading } | null = null

  const readingFor = async (input: CheckedUsageInput): Promise<UsageReading> => {
    const { zone, from, to, complete, offset } = input
    const ask = JSON.stringify([zone, from, to, complete])
    const maxAgeMs = offset > 0 ? pagedForMs : complete ? 0 : sharedForMs
    if (latest?.ask === ask && parts.clock.now() - latest.takenMs < maxAgeMs) return latest.reading
    const { sample } = await parts.refresh(complete ? 0 : sharedForMs)
    const period = periodAt(parts, { from, to, zone }, sample.atMs)
    const reading = await parts.tasks.run('usage', (run) =>
      readUsage(parts, { period, atMs: sample.atMs, isComplete: complete, run }),
    )
    latest = { ask, takenMs: parts.clock.now(), reading }
    return reading
  }

  return {
    async answer(input) {
      const reading = await readingFor(input)
      const { atMs, period, total, comparable, previous, explained } = reading
      const cut = period.isRunning ? period.compared : null
      const isKnownBefore = (endpoint: string): boolean => {
        const { firstMs } = parts.catalogue.seen(endpoint)
        return firstMs !== null && firstMs < period.startMs
      }
      const groups = usageGroups(reading.rows, input)
      const counts = Object.fromEntries(
        usageFilters.map((filter) => [
          filter,
          groups.filter((one) => fits(one, filter, isKnownBefore)).length,
        ]),
      ) as Usage['counts']
      const shown = groups.filter((group) => fits(group, input.filter, isKnownBefore))
      const page = shown.slice(input.offset, input.offset + input.limit)
      const compared = await comparePage(parts, reading, page)
      const items: UsageItem[] = []
      let bytes = 0
      for (const [i, group] of page.entries()) {
        const item: UsageItem = {
          endpoint: group.name,
          members: group.members.length,
          calls: group.figure.value,
          atLeast: group.figure.atLeast,
          why: group.figure.why,
          approximate: group.figure.approximate,
          share: shareOf(group.figure.value, total.value),
          ...compared[i]!,
          ...seenOf(
            parts,
            group.members.map(({ endpoint }) => endpoint),
            reading.days,
          ),
          isNew: fits(group, 'new', isKnownBefore),
          hasGoneQuiet: fits(group, 'quiet', isKnownBefore),
        }
        bytes += Buffer.byteLength(JSON.stringify(item))
        if (items.length > 0 && bytes > mostItemBytes) break
        items.push(item)
      }
      const end = input.offset + items.length
      const others = [...shown.slice(0, input.offset), ...shown.slice(end)]
      const rest = sumOf(others.map(({ figure }) => figure))
      return {
        ...parts.head(reading.issues),
        asOf: isoInstant(atMs),
        zone: input.zone,
        from: period.days[0]!.date,
        to: period.days.at(-1)!.date,
        previousFrom: period.previous.days[0]!.date,
        previousTo: period.previous.days.at(-1)!.date,
        comparableUntil: cut && isoInstant(cut.present.untilMs),
        previousUntil: cut && isoInstant(cut.previous.untilMs),
        total: total.value,
        atLeast: total.atLeast,
        why: total.why,
        approximate: total.approximate,
        comparable: comparable.value,
        previous: previous.value,
        previousApproximate: previous.approximate,
        change: changeOf(comparable.value, previous.value),
        coverage: explained && shareOf(explained.explained, explained.total),
        items,
        next: end < shown.length ? end : null,
        others: {
          items: others.length,
          calls: rest.value,
          atLeast: rest.atLeast,
          share: shareOf(rest.value, total.value),
        },
        counts,
      }
    },
  }
}
