import { computed } from 'vue'
import { computerZone, isZone } from '../format/zone.ts'
import { usePreferences } from './usePreferences.ts'
import { useQueryState } from './useQueryState.ts'

/** The view's zone: the address says it, else the last choice, else the computer's. */
export function useZone() {
  const own = computerZone()
  const inAddress = useQueryState('zone')
  const preferences = usePreferences()
  const zone = computed<string>({
    get: () => [inAddress.value, preferences.zone.value].find((name) => name && isZone(name)) ?? own,
    set: (name) => {
      // The computer's own zone is not named: it is another one when the computer travels.
      const isOwn = name === own
      preferences.zone.value = isOwn ? null : name
      inAddress.value = isOwn ? '' : name
    },
  })
  return { zone, own }
}
