import { useVirtualizer } from '@tanstack/vue-virtual'
import { computed, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'

export interface VirtualRowsOptions {
  count: MaybeRefOrGetter<number>
  rowHeight: MaybeRefOrGetter<number>
  scroller: Readonly<ShallowRef<HTMLElement | null>>
}

/** The rows of a long table that are in sight, and the room of those before and after them. */
export function useVirtualRows({ count, rowHeight, scroller }: VirtualRowsOptions) {
  const virtualizer = useVirtualizer(
    computed(() => ({
      count: toValue(count),
      getScrollElement: () => scroller.value,
      estimateSize: () => toValue(rowHeight),
      overscan: 6,
    })),
  )
  watch(
    () => toValue(rowHeight),
    () => virtualizer.value.measure(),
  )

  const rows = computed(() =>
    virtualizer.value.getVirtualItems().filter(({ index }) => index < toValue(count)),
  )
  const before = computed(() => rows.value[0]?.start ?? 0)
  const after = computed(() => virtualizer.value.getTotalSize() - (rows.value.at(-1)?.end ?? 0))
  return { rows, before, after }
}
