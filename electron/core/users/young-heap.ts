import { setFlagsFromString } from 'node:v8'

/** What V8 does unless it is told. */
const usualGrowth = 2

/**
 * Keeps V8 from enlarging its space for young objects while a long stream of replies goes through, which would take 100 MB for
 * nothing; gives back the way to end that. V8 reads this flag each time that it would grow, so that it may change at run time.
 */
export function keepYoungHeapSmall(): () => void {
  setGrowth(1)
  return () => setGrowth(usualGrowth)
}

function setGrowth(factor: number): void {
  setFlagsFromString(`--semi-space-growth-factor=${factor}`)
}
