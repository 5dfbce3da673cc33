import type { Page } from '@playwright/test'
import { median } from './samples.ts'

/** What the loop takes on the reference in milliseconds: a calm core of an Intel Xeon server. */
export const referenceMs = 75

/** The shortest of some runs of a fixed loop of numbers, texts and objects in a page: the one least disturbed. */
export async function calibrate(page: Page): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 7; i++) times.push(await page.evaluate(runLoop))
  return Math.min(...times)
}

/** How much longer than on the reference a limit is here: never less than 1. */
export function slownessOf(loopMs: readonly number[]): number {
  return Math.max(1, median(loopMs) / referenceMs)
}

function runLoop(): number {
  const startedAt = performance.now()
  let sum = 0
  for (let round = 0; round < 240; round++) {
    const rows = new Map<string, { name: string; calls: number; share: number }>()
    for (let i = 0; i < 1_000; i++) {
      const name = `/api/v1/resource-${(i * 7_919 + round) % 1_000}`
      rows.set(name, { name, calls: (i * 31 + round) % 997, share: Math.sqrt(i) / 997 })
    }
    const sorted = [...rows.values()].sort((a, b) => b.calls - a.calls || (a.name < b.name ? -1 : 1))
    sum += JSON.stringify(sorted).length + sorted[0]!.calls
  }
  return sum > 0 ? performance.now() - startedAt : 0
}
