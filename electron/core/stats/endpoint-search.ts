import type { CheckedEndpointsInput } from '../../../shared/api.ts'
import type { EndpointsFound } from '../../../shared/figures.ts'
import { compareNames } from '../../../shared/names.ts'
import { bucketAt } from '../../../shared/time.ts'
import { visibleName } from '../../../shared/visible-name.ts'
import { recentCalls } from './activity.ts'
import type { Catalogue } from './catalogue.ts'
import { discoverBehind } from './discover-for.ts'
import type { Memory } from './memory.ts'
import { sharedForMs } from './overview-answer.ts'
import type { Parts } from './parts.ts'

/** Finds endpoints by what the page shows of their names. */
export interface EndpointSearch {
  /** Those that hold the text, most calls of a day and the day before first. */
  find(input: CheckedEndpointsInput, day: number): EndpointsFound
}

/** A search over a catalogue that prepares each name once. */
export function createEndpointSearch(catalogue: Catalogue, memory: Memory): EndpointSearch {
  let madeFor: number | null = null
  let rows: { name: string; text: string }[] = []

  return {
    find({ search, limit }, day) {
      if (madeFor !== catalogue.version()) {
        madeFor = catalogue.version()
        rows = catalogue.names('api').map((name) => ({ name, text: visibleName(name).toLowerCase() }))
      }
      const text = search.trim().toLowerCase()
      const found = rows
        .filter((row) => row.text.includes(text))
        .map(({ name }) => ({ name, calls: recentCalls(memory, `api:${name}`, day) }))
        .sort((a, b) => b.calls - a.calls || compareNames(a.name, b.name))
      return {
        names: found.slice(0, limit).map(({ name }) => name),
        matches: found.length,
        known: rows.length,
      }
    },
  }
}

/** The endpoints that a text finds; where none is known yet, one that is needed is looked for behind the answer. */
export async function answerEndpoints(
  parts: Parts,
  search: EndpointSearch,
  input: CheckedEndpointsInput,
): Promise<EndpointsFound> {
  await parts.ready()
  if (parts.catalogue.names('api').length === 0) {
    const { sample, day } = await parts.refresh(sharedForMs)
    discoverBehind(parts, parts.reader.counters(sample.atMs), [day - 1, day])
  }
  return search.find(input, bucketAt(parts.reader.nowMs(), 'day', parts.offsetMinutes))
}
