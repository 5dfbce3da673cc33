import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { comparisons, type Granularity, type TrendInput } from '../../shared/api.ts'
import { rangeText } from './date-range.ts'
import { isYear, stepOf, trendPresets, yearUntil, type Days } from './trend-days.ts'
import { parseInstant, parseZoom, zoomText, type Zoom } from './trend-part.ts'
import { useDateRange } from './useDateRange.ts'
import { useQueryState } from './useQueryState.ts'

/** What the page of trends shows, all of it in the address; what that says wrongly is as if it were not there. */
export function useTrendQuery(zone: MaybeRefOrGetter<string>) {
  const preset = choice('range', trendPresets, 'hour')
  const compare = choice('compare', comparisons, 'period')
  const endpoint = useQueryState<null>('endpoint', null)
  const untilText = useQueryState('until')
  const zoomInAddress = useQueryState('zoom')
  const stepText = useQueryState('step')
  const { inAddress: daysText, today, range: named } = useDateRange(zone)

  /** The end of the range, in epoch milliseconds; null for now. */
  const until = computed<number | null>({
    get: () => parseInstant(untilText.value),
    set: (ms) => (untilText.value = ms === null ? '' : new Date(ms).toISOString()),
  })
  const zoom = computed<Zoom | null>({
    get: () => parseZoom(zoomInAddress.value),
    set: (next) => (zoomInAddress.value = next ? zoomText(next) : ''),
  })
  /** The dates that were chosen; null where a preset is shown. */
  const chosenDays = computed<Days | null>({
    get: () => {
      const { from, to } = named.value
      return from === null || to === null ? null : { from, to }
    },
    set(next) {
      const isPreset = !next || isYear(next, today.value)
      daysText.value = isPreset ? '' : rangeText(next.from, next.to)
      if (next && isPreset) preset.value = 'year'
      if (next) until.value = null
      zoom.value = null
    },
  })
  /** The dates that are shown; null where minutes, hours or days are counted back from an instant. */
  const days = computed(() => chosenDays.value ?? (preset.value === 'year' ? yearUntil(today.value) : null))
  const range = computed<Granularity>({
    get: () => (days.value ? stepOf(days.value, stepText.value) : presetRange()),
    set: (step) => (stepText.value = step),
  })

  function presetRange(): Granularity {
    return preset.value === 'year' ? 'day' : preset.value
  }

  /** What is asked for: a range that ends with the zoom holds all of it, and dates hold theirs. */
  function ask(): TrendInput {
    const question = {
      range: range.value,
      zone: toValue(zone),
      endpoint: endpoint.value,
      compare: compare.value,
    }
    if (days.value) return { ...question, ...days.value }
    const endMs = zoom.value?.toMs ?? until.value
    return { ...question, until: endMs === null ? null : new Date(endMs).toISOString() }
  }

  return { preset, range, compare, endpoint, until, zoom, chosenDays, days, today, ask }
}

function choice<Choice extends string>(name: string, choices: readonly Choice[], otherwise: Choice) {
  const inAddress = useQueryState(name, otherwise as string)
  return computed<Choice>({
    get: () => choices.find((one) => one === inAddress.value) ?? otherwise,
    set: (value) => (inAddress.value = value),
  })
}
