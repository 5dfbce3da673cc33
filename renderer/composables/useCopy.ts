import { useTimeoutFn } from '@vueuse/core'
import { computed, shallowRef } from 'vue'
import { useText } from './useText.ts'

/** Copies text and says for two seconds how it went. */
export function useCopy() {
  const { t } = useText()
  const outcome = shallowRef<'copied' | 'failed' | null>(null)
  const { start } = useTimeoutFn(() => (outcome.value = null), 2_000, { immediate: false })

  async function copy(text: string): Promise<void> {
    outcome.value = (await copyByClipboard(text)) || copyBySelection(text) ? 'copied' : 'failed'
    start()
  }

  /** The outcome in words; empty before and after. */
  const said = computed(() => {
    if (outcome.value === null) return ''
    return t(outcome.value === 'copied' ? 'charts.copied' : 'charts.copyFailed')
  })

  return { outcome, said, copy }
}

async function copyByClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** The older way needs no permission: the window denies every permission that a page can ask for. */
function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea')
  const focused = document.activeElement
  area.value = text
  area.className = 'visually-hidden'
  document.body.append(area)
  area.select()
  try {
    return document.execCommand('copy')
  } finally {
    area.remove()
    if (focused instanceof HTMLElement) focused.focus()
  }
}
