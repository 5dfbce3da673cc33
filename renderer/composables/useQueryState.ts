import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/**
 * One value of the view's state in the address; its default is left out there. It changes at once and the address follows:
 * a field that waited for the address would lose what is typed meanwhile.
 */
export function useQueryState(name: string, otherwise = '') {
  const route = useRoute()
  const router = useRouter()
  const inAddress = (): string => {
    const value = route.query[name]
    return typeof value === 'string' ? value : otherwise
  }
  const local = shallowRef(inAddress())
  let writing = 0

  watch(inAddress, (value) => {
    if (writing === 0) local.value = value
  })

  async function write(value: string): Promise<void> {
    const others = Object.entries(router.currentRoute.value.query).filter(([key]) => key !== name)
    const query = Object.fromEntries(value === otherwise ? others : [...others, [name, value]])
    writing += 1
    await router.replace({ query })
    writing -= 1
  }

  return computed<string>({
    get: () => local.value,
    set: (value) => {
      local.value = value
      void write(value)
    },
  })
}
