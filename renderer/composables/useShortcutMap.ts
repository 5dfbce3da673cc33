import { createGlobalState } from '@vueuse/core'
import { shallowRef } from 'vue'

/** Whether the map of the keyboard is open. */
export const useShortcutMap = createGlobalState(() => ({ isOpen: shallowRef(false) }))
