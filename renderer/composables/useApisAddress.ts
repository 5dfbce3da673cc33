import { computed } from 'vue'
import { useRoute, type RouteLocationRaw } from 'vue-router'
import type { UsageFilter, UsageItem } from '../../shared/usage.ts'
import { groupingText, parseFilter, parseGrouping, parseWithin, withinText } from './apis-address.ts'
import { useQueryState } from './useQueryState.ts'

/** What the page of APIs shows, in the address, and the ways from one part of it to another. */
export function useApisAddress() {
  const route = useRoute()
  const search = useQueryState('search')
  const grouping = useQueryState('group')
  const inFilter = useQueryState('show')
  const inOrder = useQueryState('order')
  const inStep = useQueryState('step')
  const inGroup = useQueryState('in')

  const filter = computed<UsageFilter>({
    get: () => parseFilter(inFilter.value),
    set: (value) => (inFilter.value = value === 'called' ? '' : value),
  })
  const order = computed<'calls' | 'name'>({
    get: () => (inOrder.value === 'name' ? 'name' : 'calls'),
    set: (value) => (inOrder.value = value === 'name' ? value : ''),
  })
  const within = computed(() => parseWithin(inGroup.value))
  /** The endpoint that is shown in full: its name may be empty. */
  const endpoint = computed(() => {
    const name = route.query['endpoint']
    return route.name === 'apis' && typeof name === 'string' ? name : null
  })

  /** A row that does not surely stand for the endpoint of its name leads to its endpoints. */
  function isGroup({ endpoint: name, members }: UsageItem): boolean {
    const { group } = parseGrouping(grouping.value)
    if (group === 'none') return false
    return group === 'prefix' || members > 1 || name.includes('{id}')
  }

  function go(query: Record<string, string | undefined>): RouteLocationRaw {
    const merged = Object.entries({ ...route.query, ...query })
    return { name: 'apis', query: Object.fromEntries(merged.filter(([, value]) => value !== undefined)) }
  }

  function linkTo(item: UsageItem): RouteLocationRaw {
    if (!isGroup(item)) return go({ endpoint: item.endpoint })
    const text = withinText({ ...parseGrouping(grouping.value), name: item.endpoint })
    return go({ in: text, group: undefined, search: undefined })
  }

  /** Out of an endpoint to the list that it was found in. */
  const listLink = computed(() => go({ endpoint: undefined, step: undefined, table: undefined }))
  /** Out of a group to the groups. */
  const allLink = computed(() =>
    go({
      in: undefined,
      group: (within.value && groupingText(within.value)) ?? undefined,
      search: undefined,
    }),
  )

  return { search, grouping, filter, order, inStep, within, endpoint, isGroup, linkTo, listLink, allLink }
}
