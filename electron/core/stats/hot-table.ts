import { shareOf } from '../../../shared/change.ts'
import type { HotApi } from '../../../shared/figures.ts'
import type { WantingCounters } from './counters-of.ts'
import type { Memory } from './memory.ts'
import { compareWithDayBefore, type Frame, type OverviewFigures } from './overview.ts'

export interface HotTableAsk {
  counters: WantingCounters
  frame: Frame
  zone: string
  figures: OverviewFigures
  top: number
  /** Whether enough is waiting to be read, so that the rows after this one wait for the next answer. */
  isFull(): boolean
}

/** The rows of the hot APIs. Comparisons change once a minute and are kept until a closed bucket changes. */
export interface HotTable {
  rows(ask: HotTableAsk): HotApi[]
}

export function createHotTable(memory: Memory): HotTable {
  let keptFor = ''
  let kept = new Map<string, Pick<HotApi, 'previous' | 'change' | 'isNew'>>()
  return {
    rows({ counters, frame, zone, figures, top, isFull }) {
      const state = `${zone}:${frame.untilMs}:${memory.version()}`
      if (state !== keptFor) {
        keptFor = state
        kept = new Map()
      }
      return figures.ranked.slice(0, top).map((ranked) => {
        const { endpoint, figure } = ranked
        const known = kept.get(endpoint)
        const share = shareOf(figure.value, figures.shown.today.calls)
        const calls = { endpoint, calls: figure.value, atLeast: figure.atLeast, share }
        if (known) return { ...calls, ...known }
        if (isFull()) return { ...calls, previous: null, change: null, isNew: false }
        const wanted = counters.wanted()
        const { isKnown, ...compared } = compareWithDayBefore(counters, frame, endpoint)
        // Unknown is kept only where nothing at all is still to be read.
        if (counters.wanted() === (isKnown ? wanted : 0)) kept.set(endpoint, compared)
        return { ...calls, ...compared }
      })
    },
  }
}
