import type { Counters } from '../../shared/counters.ts'
import type { UnknownReason } from '../../shared/figures.ts'
import type { Slot } from '../../shared/trend-slots.ts'

const nothing: Counters = {
  nowMs: 0,
  offsetMinutes: 0,
  retentionMs: { minute: 0, hour: 0, day: 0 },
  firstDay: null,
  get: () => null,
  floor: () => 0,
  addsUp: () => undefined,
  fallsShort: () => undefined,
  sums: new Map(),
}

/** Why a slot is unknown where nothing was ever counted. */
export function unknownWhy(slot: Slot): UnknownReason | null {
  return slot.figure(nothing, 'total').why
}
