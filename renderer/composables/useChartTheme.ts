import { useMediaQuery } from '@vueuse/core'
import { onMounted, shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import { readChartTheme, type ChartTheme } from '../charts/theme.ts'
import { usePreferences } from './usePreferences.ts'

/** The colours around an element, read anew when the theme, the contrast or the given state changes. */
export function useChartTheme(
  element: Readonly<ShallowRef<HTMLElement | null>>,
  state: MaybeRefOrGetter<unknown>,
) {
  const { shade } = usePreferences()
  const isForced = useMediaQuery('(forced-colors: active)')
  const theme = shallowRef<ChartTheme | null>(null)
  const read = (): void => {
    if (element.value) theme.value = readChartTheme(element.value)
  }
  onMounted(read)
  watch([shade, isForced, () => toValue(state)], read, { flush: 'post' })
  return theme
}
