import { endpointNames } from './endpoint-counters.ts'

/** Calls as places in the lists of names, so that ten million take little memory and none is collected meanwhile. */
export interface CallList {
  user: Uint32Array
  endpoint: Uint16Array
  status: Uint8Array
}

const users = 100_000

export const userNames: readonly string[] = Array.from({ length: users }, (_, i) => String(100_000 + i))
export const statusNames: readonly string[] = ['200', '201', '302', '404', '500']

/** Random calls: users alike, endpoints by Zipf, statuses the first by far the most. */
export function makeCallList(count: number): CallList {
  const upTo: number[] = []
  let sum = 0
  for (let i = 0; i < endpointNames.length; i++) upTo.push((sum += 1 / (i + 1)))
  return {
    user: Uint32Array.from({ length: count }, () => Math.floor(Math.random() * users)),
    endpoint: Uint16Array.from({ length: count }, () => placeOf(Math.random() * sum, upTo)),
    status: Uint8Array.from({ length: count }, () => Math.floor(Math.random() ** 3 * statusNames.length)),
  }
}

/** The first place whose edge lies beyond `at`. */
function placeOf(at: number, upTo: readonly number[]): number {
  let low = 0
  let high = upTo.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (at < upTo[middle]!) high = middle
    else low = middle + 1
  }
  return low
}
