import type { Clock } from './deps.ts'
import type { ReadRequest, ReadResult, Source } from './source.ts'

/** One reading asks for so many keys, so that others on the server wait well below a millisecond for it. */
const sliceKeys = 250
/** The rest after a slice, in milliseconds: long beside the time that the server spends on it. */
const restMs = 5

/**
 * Reads as `source.read` does, the parts in small slices with rests between them. Totals stand as before the first slice,
 * those that are read again as after the last, so that they bracket all parts. For work that nobody waits for.
 */
export async function readGently(
  source: Pick<Source, 'read'>,
  { totals, parts, again = [] }: ReadRequest,
  { clock, signal }: { clock: Clock; signal?: AbortSignal | undefined },
): Promise<ReadResult> {
  const result = await source.read({
    totals,
    parts: parts.slice(0, sliceKeys),
    ...(parts.length <= sliceKeys && { again }),
  })
  for (let from = sliceKeys; from < parts.length; from += sliceKeys) {
    await clock.sleep(restMs, signal)
    const isLast = from + sliceKeys >= parts.length
    const slice = await source.read({
      totals: [],
      parts: parts.slice(from, from + sliceKeys),
      ...(isLast && { again }),
    })
    result.parts.push(...slice.parts)
    result.again.push(...slice.again)
    result.latencyMs += slice.latencyMs
    result.roundTrips += slice.roundTrips
  }
  return result
}
