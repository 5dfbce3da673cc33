/** How calls fall to users, without the users. */
export interface CallSpread {
  add(calls: number): void
  /** Calls of the so many busiest users. */
  ofBusiest(users: number): number
}

/** Users with fewer calls are counted by their number of calls, those with more are listed. */
const fewCalls = 65_536

export function createCallSpread(): CallSpread {
  const few = new Uint32Array(fewCalls)
  const many: number[] = []
  return {
    add(calls) {
      if (calls < fewCalls) few[calls]!++
      else many.push(calls)
    },
    ofBusiest(users) {
      many.sort((a, b) => b - a)
      let left = users
      let sum = 0
      for (const calls of many.slice(0, left)) sum += calls
      left -= Math.min(left, many.length)
      for (let calls = fewCalls - 1; calls > 0 && left > 0; calls--) {
        const taken = Math.min(left, few[calls]!)
        sum += taken * calls
        left -= taken
      }
      return sum
    },
  }
}
