import type { Source } from '../../electron/core/source/source.ts'

/** Turns of the loop without a question to the server after which nothing more is to come. */
const quietTurns = 20

/** A source whose background work can be waited for. */
export function countingUnderWay(source: Source): { source: Source; settled(): Promise<void> } {
  let underWay = 0
  const counting =
    <Input extends unknown[], Output>(ask: (...input: Input) => Promise<Output>) =>
    async (...input: Input): Promise<Output> => {
      underWay += 1
      try {
        return await ask(...input)
      } finally {
        underWay -= 1
      }
    }
  return {
    source: {
      ...source,
      read: counting(source.read),
      types: counting(source.types),
      index: counting(source.index),
      scanStep: counting(source.scanStep),
      facts: counting(source.facts),
    },
    async settled() {
      for (let quiet = 0; quiet < quietTurns; quiet = underWay === 0 ? quiet + 1 : 0) {
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}
