import { computed } from 'vue'
import { comparisons, granularities, type TrendInput } from '../../shared/api.ts'
import { parseInstant, parseZoom, zoomText, type Zoom } from './trend-part.ts'
import { useQueryState } from './useQueryState.ts'

/** What the page of trends shows, all of it in the address; what that says wrongly is as if it were not there. */
export function useTrendQuery() {
  const range = choice('range', granularities, 'hour')
  const compare = choice('compare', comparisons, 'period')
  const endpoint = useQueryState<null>('endpoint', null)
  const untilText = useQueryState('until')
  const zoomInAddress = useQueryState('zoom')

  /** The end of the range, in epoch milliseconds; null for now. */
  const until = computed<number | null>({
    get: () => parseInstant(untilText.value),
    set: (ms) => (untilText.value = ms === null ? '' : new Date(ms).toISOString()),
  })
  const zoom = computed<Zoom | null>({
    get: () => parseZoom(zoomInAddress.value),
    set: (next) => (zoomInAddress.value = next ? zoomText(next) : ''),
  })

  /** What is asked for: a range that ends with the zoom holds all of it. */
  function ask(zone: string): TrendInput {
    const endMs = zoom.value?.toMs ?? until.value
    return {
      range: range.value,
      zone,
      endpoint: endpoint.value,
      compare: compare.value,
      until: endMs === null ? null : new Date(endMs).toISOString(),
    }
  }

  return { range, compare, endpoint, until, zoom, ask }
}

function choice<Choice extends string>(name: string, choices: readonly Choice[], otherwise: Choice) {
  const inAddress = useQueryState(name, otherwise as string)
  return computed<Choice>({
    get: () => choices.find((one) => one === inAddress.value) ?? otherwise,
    set: (value) => (inAddress.value = value),
  })
}
