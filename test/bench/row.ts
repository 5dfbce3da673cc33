/** One measured figure with what was promised for it. */
export interface Row {
  name: string
  /** The promise in words, `—` where the figure is only reported. */
  target: string
  measured: number | string
  unit: string
  /** Whether the promise is kept; null where that cannot be measured here. */
  ok: boolean | null
  /** From how many samples, and of what kind. */
  from: string
}

/** A family of figures. Add one to the list in `run.ts`. */
export interface Bench {
  name: string
  title: string
  /** Sentences that say what the figures mean, for the written report. */
  meaning: string
  run(context: BenchContext): Promise<Row[]>
}

export interface BenchContext {
  /** Progress, for people who wait. */
  say(sentence: string): void
  /** Adds a fact to the description of the machine. */
  note(fact: string, value: string): void
  /** Runs `cleanUp` at the end of the whole bench, the last one first. */
  atEnd(cleanUp: () => Promise<void> | void): void
  /** What several benches need, made once. */
  once<T>(name: string, make: () => Promise<T>): Promise<T>
}

interface Measured {
  name: string
  measured: number
  unit: string
  from: string
}

/** A figure that must not exceed its limit. `limitText` says where a limit that is itself measured comes from. */
export function atMost(limit: number, measured: Measured, limitText = ''): Row {
  const shown = `≤ ${rounded(limit)}${limitText && ` (${limitText})`}`
  return { ...measured, target: shown, ok: measured.measured <= limit }
}

/** A figure that must reach its limit. */
export function atLeast(limit: number, measured: Measured): Row {
  return { ...measured, target: `≥ ${rounded(limit)}`, ok: measured.measured >= limit }
}

/** Two things that must be the same; `found` is what they are, or how they differ. */
export function same(name: string, isSame: boolean, found: string, from: string): Row {
  return { name, target: 'the same', measured: found, unit: '', ok: isSame, from }
}

/** A figure without a promise. */
export function reported(measured: Measured): Row {
  return { ...measured, target: '—', ok: true }
}

/** A promise that cannot be measured here, and why. */
export function notMeasured(name: string, target: string, why: string): Row {
  return { name, target, measured: '—', unit: '', ok: null, from: why }
}

/** Three significant digits, whole numbers from 1,000 on. */
export function rounded(value: number | string): string {
  if (typeof value === 'string') return value
  return Math.abs(value) >= 1_000
    ? Math.round(value).toLocaleString('en-US')
    : String(Number(value.toPrecision(3)))
}
