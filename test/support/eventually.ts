import { vi } from 'vitest'

/** Waits until a claim holds, however busy the machine is; fails with the claim's own error after 20 s. */
export function eventually<T>(claim: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(claim, { timeout: 20_000, interval: 10 })
}
