import { flushPromises, mount } from '@vue/test-utils'
import { defineComponent } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { expect, test } from 'vitest'
import { useQueryState } from '../../renderer/composables/useQueryState.ts'

async function open(path: string) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: { template: '<i />' } }],
  })
  await router.push(path)
  const component = defineComponent({
    setup: () => ({
      a: useQueryState('a'),
      b: useQueryState('b', 'first'),
      name: useQueryState('name', null),
    }),
    template: '<i />',
  })
  return { router, state: mount(component, { global: { plugins: [router] } }).vm }
}

test('a default is left out of the address, and an empty text is one where the default is null', async () => {
  const { router, state } = await open('/?b=second&other=1&name=')
  expect(state).toMatchObject({ a: '', b: 'second', name: '' })
  state.b = 'first'
  state.name = null
  await flushPromises()
  expect(router.currentRoute.value.query).toEqual({ other: '1' })
  state.name = ''
  await flushPromises()
  expect(router.currentRoute.value.query).toEqual({ other: '1', name: '' })
})

test('what is set at once, or while the address is on its way, is all there', async () => {
  const { router, state } = await open('/?other=1')
  state.a = 'x'
  state.b = 'y'
  await Promise.resolve()
  state.name = 'z'
  await flushPromises()
  expect(router.currentRoute.value.query).toEqual({ other: '1', a: 'x', b: 'y', name: 'z' })
})

test('it follows the address', async () => {
  const { router, state } = await open('/')
  await router.push('/?a=typed')
  expect(state.a).toBe('typed')
})
