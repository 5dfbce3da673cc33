import { useRouter, type Router } from 'vue-router'

type Values = Map<string, string | null>

interface Queue {
  /** What goes next, as long as more may join it. */
  open: Values | null
  written: Promise<void>
}

const queues = new WeakMap<Router, Queue>()

/**
 * Puts values into the address, null for those that are left out there. All that is set before they go there goes together
 * and after what went before: two navigations at a time would lose one of them.
 */
export function useQueryWriter() {
  const router = useRouter()

  return (name: string, value: string | null): Promise<void> => {
    const queue = queues.get(router) ?? { open: null, written: Promise.resolve() }
    if (queue.open) {
      queue.open.set(name, value)
      return queue.written
    }
    const values: Values = new Map([[name, value]])
    queue.open = values
    queue.written = queue.written.then(() => {
      queue.open = null
      return write(router, values)
    })
    queues.set(router, queue)
    return queue.written
  }
}

async function write(router: Router, values: Values): Promise<void> {
  const others = Object.entries(router.currentRoute.value.query).filter(([key]) => !values.has(key))
  const named = [...values].filter(([, value]) => value !== null)
  await router.replace({ query: Object.fromEntries([...others, ...named]) })
}
