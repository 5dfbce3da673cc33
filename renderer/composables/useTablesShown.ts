import { computed } from 'vue'
import { useQueryState } from './useQueryState.ts'

/** Which charts show their table, in the address: `table=rate,hours`. */
export function useTablesShown() {
  const inAddress = useQueryState('table')
  const names = computed(() => inAddress.value.split(',').filter(Boolean))
  return (name: string) =>
    computed<boolean>({
      get: () => names.value.includes(name),
      set: (isShown) => {
        const others = names.value.filter((one) => one !== name)
        inAddress.value = (isShown ? [...others, name] : others).join(',')
      },
    })
}
