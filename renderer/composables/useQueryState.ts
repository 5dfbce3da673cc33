import { computed, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import { useQueryWriter } from './useQueryWriter.ts'

/**
 * One value of the view's state in the address; its default, an empty text or null, is left out there. It changes at once and
 * the address follows: a field that waited for the address would lose what is typed meanwhile.
 */
export function useQueryState<Otherwise extends string | null = string>(
  name: string,
  otherwise: Otherwise = '' as Otherwise,
) {
  const route = useRoute()
  const write = useQueryWriter()
  const inAddress = (): string | Otherwise => {
    const value = route.query[name]
    return typeof value === 'string' ? value : otherwise
  }
  const local = shallowRef<string | Otherwise>(inAddress())
  let writing = 0

  watch(inAddress, (value) => {
    if (writing === 0) local.value = value
  })

  async function set(value: string | Otherwise): Promise<void> {
    writing += 1
    await write(name, value === otherwise ? null : value)
    writing -= 1
  }

  return computed<string | Otherwise>({
    get: () => local.value,
    set: (value) => {
      local.value = value
      void set(value)
    },
  })
}
