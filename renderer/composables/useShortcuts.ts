import { useEventListener } from '@vueuse/core'
import { pageNow } from './page-clock.ts'

/** Keys as they are typed: `/`, `?`, or two in a row such as `g o`. */
export type Shortcuts = Record<string, () => void>

const chordMs = 1_500

/** Shortcuts of the page. What is typed into a field, or with Ctrl, Alt or Meta held, is none. */
export function useShortcuts(shortcuts: Shortcuts): void {
  let first = ''
  let firstAt = 0
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isField(event.target))
      return
    const chord = pageNow() - firstAt < chordMs ? shortcuts[`${first} ${event.key}`] : undefined
    const action = chord ?? shortcuts[event.key]
    first = action ? '' : event.key
    firstAt = pageNow()
    if (!action) return
    event.preventDefault()
    action()
  })
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName) || isOpenLayer(target)
}

/** A menu or dialog has the keyboard to itself. */
function isOpenLayer(target: HTMLElement): boolean {
  return target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null
}
