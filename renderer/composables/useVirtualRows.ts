import { useVirtualizer } from '@tanstack/vue-virtual'
import { computed, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import type { Density } from './usePreferences.ts'

export interface VirtualRowsOptions {
  count: MaybeRefOrGetter<number>
  density: MaybeRefOrGetter<Density>
  scroller: Readonly<ShallowRef<HTMLElement | null>>
}

/** The rows of a long table that are in sight, their height, and the room of those before and after them. */
export function useVirtualRows({ count, density, scroller }: VirtualRowsOptions) {
  const rowHeight = computed(() => (toValue(density) === 'compact' ? 32 : 40))
  const virtualizer = useVirtualizer(
    computed(() => ({
      count: toValue(count),
      getScrollElement: () => scroller.value,
      estimateSize: () => rowHeight.value,
      overscan: 6,
    })),
  )
  watch(rowHeight, () => virtualizer.value.measure())

  const rows = computed(() =>
    virtualizer.value.getVirtualItems().filter(({ index }) => index < toValue(count)),
  )
  const before = computed(() => rows.value[0]?.start ?? 0)
  const after = computed(() => virtualizer.value.getTotalSize() - (rows.value.at(-1)?.end ?? 0))
  return { rows, rowHeight, before, after }
}
