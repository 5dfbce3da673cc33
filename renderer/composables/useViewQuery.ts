import { computed } from 'vue'
import { useQueryState } from './useQueryState.ts'

/** What goes along from page to page: the zone, where the address names one. */
export function useViewQuery() {
  const zone = useQueryState('zone')
  return computed<Record<string, string>>(() => (zone.value ? { zone: zone.value } : {}))
}
