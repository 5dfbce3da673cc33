import { useTimeoutFn } from '@vueuse/core'
import { computed, shallowRef } from 'vue'
import { rangeInName, sourceInName, savedName } from './save-name.ts'
import type { SavedRange } from './save-range.ts'
import type { SavedWhat } from './savable.ts'
import { useConnection } from './useConnection.ts'
import { useText } from './useText.ts'

export interface FileToSave {
  what: SavedWhat
  range: SavedRange
  extension: 'csv' | 'json' | 'png' | 'svg'
  content(): BlobPart | Promise<BlobPart>
}

const types = {
  csv: 'text/csv;charset=utf-8',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml;charset=utf-8',
}
/** The host has taken the content by then. */
const keptMs = 60_000

/** Gives content to the host as a file, and says for a while how it went. */
export function useSaveFile() {
  const { t } = useText()
  const { state } = useConnection()
  const outcome = shallowRef<'saved' | 'failed' | null>(null)
  const { start } = useTimeoutFn(() => (outcome.value = null), 2_000, { immediate: false })

  async function save({ what, range, extension, content }: FileToSave): Promise<void> {
    try {
      const blob = new Blob([await content()], { type: types[extension] })
      const source = await sourceInName(state.value!.source)
      handOver(blob, savedName({ source, what, range: rangeInName(range.from, range.to), extension }))
      outcome.value = 'saved'
    } catch {
      outcome.value = 'failed'
    }
    start()
  }

  /** The outcome in words; empty before and after. */
  const said = computed(() => (outcome.value === null ? '' : t(`save.${outcome.value}`)))

  return { outcome, said, save }
}

function handOver(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  useTimeoutFn(() => URL.revokeObjectURL(link.href), keptMs)
}
