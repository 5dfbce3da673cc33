import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** One value of the view's state in the address; its default is left out there. */
export function useQueryState(name: string, otherwise = '') {
  const route = useRoute()
  const router = useRouter()
  return computed<string>({
    get: () => {
      const value = route.query[name]
      return typeof value === 'string' ? value : otherwise
    },
    set: (value) => {
      const others = Object.entries(router.currentRoute.value.query).filter(([key]) => key !== name)
      void router.replace({
        query: Object.fromEntries(value === otherwise ? others : [...others, [name, value]]),
      })
    },
  })
}
