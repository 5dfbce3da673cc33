import type { BenchContext } from './row.ts'

/** The context of one run, and the end of everything that was started in it. */
export function createContext(machine: Map<string, string>): {
  context: BenchContext
  end(): Promise<void>
} {
  const cleanUps: (() => Promise<void> | void)[] = []
  const made = new Map<string, Promise<unknown>>()
  let ending: Promise<void> | null = null
  const endAll = async (): Promise<void> => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
  }
  return {
    context: {
      say: (sentence) => void process.stderr.write(`${sentence}\n`),
      note: (fact, value) => void machine.set(fact, value),
      atEnd: (cleanUp) => void cleanUps.push(cleanUp),
      once<T>(name: string, make: () => Promise<T>): Promise<T> {
        const value = made.get(name) ?? make()
        made.set(name, value)
        return value as Promise<T>
      },
    },
    // One who is interrupted ends while the bench fails for it: both wait for the same end.
    end: () => (ending ??= endAll()),
  }
}
