import { tryOnScopeDispose, useTimeoutFn } from '@vueuse/core'
import type { ChartConfiguration, Plugin } from 'chart.js'
import { toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import { Chart } from '../charts/register.ts'

export interface ChartParts<Input> {
  /** What to draw; nothing while null. */
  input: MaybeRefOrGetter<Input | null>
  configure(input: Input): ChartConfiguration
  /** Own drawing; made once, so it asks for the present input. */
  plugins?(current: () => Input): Plugin[]
}

/** Keeps one chart on a canvas: made when both are there, changed in place without animation, destroyed with the scope. */
export function useChart<Input>(
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  parts: ChartParts<Input>,
): void {
  let chart: Chart | null = null
  let current: Input | null = null

  function draw(): void {
    const [element, input] = [canvas.value, toValue(parts.input)]
    if (!element || !input) return
    current = input
    const { type, data, options } = parts.configure(input)
    if (chart && chart.canvas === element) {
      chart.data = data
      chart.options = options ?? {}
      chart.update('none')
      return
    }
    chart?.destroy()
    const plugins = parts.plugins?.(() => current ?? input) ?? []
    chart = new Chart(element, { type, data, options, plugins } as ChartConfiguration)
  }

  // Making a chart is the dearest step of a page's start: each is made in a task of its own.
  const { start: drawSoon } = useTimeoutFn(draw, 0, { immediate: false })
  watch(
    [canvas, () => toValue(parts.input)],
    ([element]) => (chart && chart.canvas === element ? draw() : drawSoon()),
    { flush: 'post', immediate: true },
  )

  tryOnScopeDispose(() => chart?.destroy())
}
