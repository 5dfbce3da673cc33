import type { Clock } from '../deps.ts'

/** What one link has learned of the account's rights, so that nothing refused is asked again and again. */
export interface Memory {
  asksTime: boolean
  usesMget: boolean
  mayWrite: boolean | null | undefined
  /** Keys that may not be read; forgotten after a minute, as rights can be granted while the link stands. */
  isRefused(key: string): boolean
  hasRefused(): boolean
  refuse(key: string): void
}

const rememberMs = 60_000

/** The empty memory of a new link. */
export function createMemory(clock: Clock): Memory {
  const refused = new Set<string>()
  let since = 0
  return {
    asksTime: true,
    usesMget: true,
    mayWrite: undefined,
    isRefused: (key) => refused.has(key),
    hasRefused: () => {
      if (refused.size > 0 && clock.now() - since > rememberMs) refused.clear()
      return refused.size > 0
    },
    refuse: (key) => {
      if (refused.size === 0) since = clock.now()
      refused.add(key)
    },
  }
}
