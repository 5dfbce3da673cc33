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
      preferences.zone.value = name === own ? null : name
      inAddress.value = name
    },
  })
  return { zone, own }
}
