import { nextTick } from 'vue'
import { createMemoryHistory, type Router } from 'vue-router'
import { beforeEach, describe, expect, test } from 'vitest'
import { createPageClient } from '../../renderer/composables/useClient.ts'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import { rememberView } from '../../renderer/last-view.ts'
import { linkPreferences } from '../../renderer/link-preferences.ts'
import { makeRouter } from '../../renderer/router.ts'
import { defaultPreferences, type Preferences, type PreferencesPatch } from '../../shared/preferences.ts'
import { createFixtureBridge, type FixtureBridge } from '../support/bridge-fixture.ts'
import { eventually } from '../support/eventually.ts'

let bridge: FixtureBridge
/** What the app keeps. */
let kept: Preferences

beforeEach(() => {
  kept = defaultPreferences
  bridge = createFixtureBridge()
  bridge.answer('preferences', () => kept)
  bridge.answer('setPreferences', (patch: PreferencesPatch) => (kept = { ...kept, ...patch } as Preferences))
  usePreferences().accept(defaultPreferences)
  usePreferences().onChoice(() => undefined)
})

const link = (): Promise<void> => linkPreferences(createPageClient(bridge))
const told = (): unknown[] =>
  bridge.calls.filter(({ method }) => method === 'setPreferences').map(({ input }) => input)

describe('the preferences of a page', () => {
  test('are those that the app keeps', async () => {
    kept = { ...kept, theme: 'dark', zone: 'Asia/Kathmandu', refreshSeconds: 30, numbers: 'short' }
    await link()
    const { theme, zone, refreshSeconds, numbers, shade } = usePreferences()
    expect([theme.value, zone.value, refreshSeconds.value, numbers.value]).toEqual([
      'dark',
      'Asia/Kathmandu',
      30,
      'short',
    ])
    expect(shade.value).toBe('dark')
  })

  test('that are chosen hold at once and go to the app', async () => {
    await link()
    usePreferences().density.value = 'compact'
    usePreferences().language.value = 'zh'
    expect(usePreferences().density.value).toBe('compact')
    await eventually(() => expect(kept).toMatchObject({ density: 'compact', language: 'zh' }))
    expect(told()).toEqual([{ density: 'compact' }, { language: 'zh' }])
  })

  test('that are chosen in another window come here', async () => {
    await link()
    bridge.emit('preferences', { ...kept, theme: 'dark' })
    expect(usePreferences().theme.value).toBe('dark')
    expect(told()).toEqual([])
  })

  test('chosen one after the other never show an older state between', async () => {
    await link()
    const waiting: (() => void)[] = []
    bridge.answer('setPreferences', (patch: PreferencesPatch) => {
      kept = { ...kept, ...patch } as Preferences
      const answer = kept
      bridge.emit('preferences', answer)
      return new Promise((resolve) => waiting.push(() => resolve(answer)))
    })
    usePreferences().theme.value = 'dark'
    usePreferences().theme.value = 'light'
    bridge.emit('preferences', { ...kept, theme: 'dark' })
    expect(usePreferences().theme.value).toBe('light')
    kept = { ...kept, theme: 'light' }
    waiting.forEach((resolve) => resolve())
    await nextTick()
    await eventually(() => expect(usePreferences().theme.value).toBe('light'))
  })

  test('that the app cannot keep hold on this page, and the failure is known', async () => {
    await link()
    bridge.answer('setPreferences', () => ({ ok: false, code: 'settings_unwritable', message: 'Full.' }))
    usePreferences().theme.value = 'dark'
    await eventually(() =>
      expect(usePreferences().failure.value).toMatchObject({ kind: 'error', code: 'settings_unwritable' }),
    )
    expect(usePreferences().theme.value).toBe('dark')
  })

  test('are read again when the app is back', async () => {
    const client = createPageClient(bridge)
    await linkPreferences(client)
    bridge.answer('connection', () => ({ ok: false, code: 'not_connected', message: '' }))
    await client.api.connection().catch(() => undefined)
    expect(client.isLost.value).toBe(true)
    kept = { ...kept, density: 'compact' }
    bridge.answer('connection', () => ({}))
    await client.api.connection()
    await eventually(() => expect(usePreferences().density.value).toBe('compact'))
  })

  test('that make no sense in the copy of the browser are the usual ones', () => {
    usePreferences().accept({ ...kept, theme: 'purple', refreshSeconds: 0, isPaused: 'yes' } as never)
    const { theme, refreshSeconds, isPaused } = usePreferences()
    expect([theme.value, refreshSeconds.value, isPaused.value]).toEqual(['system', 1, false])
  })
})

describe('the view that was shown last', () => {
  async function openAt(path: string, isOpenedAnew: boolean): Promise<Router> {
    const router = makeRouter(createMemoryHistory())
    void router.push(path)
    await rememberView(router, { isOpenedAnew, answered: link() })
    return router
  }

  test('is where a page that is opened anew comes back to', async () => {
    kept = { ...kept, lastView: '/connections?zone=UTC' }
    const router = await openAt('/', true)
    expect(router.currentRoute.value.fullPath).toBe('/connections?zone=UTC')
  })

  test('is left alone by a page that has an address of its own', async () => {
    kept = { ...kept, lastView: '/connections' }
    const router = await openAt('/?zone=UTC', false)
    expect(router.currentRoute.value.fullPath).toBe('/?zone=UTC')
  })

  test('of a page that is gone is the overview', async () => {
    kept = { ...kept, lastView: '/gone/for/good?zone=UTC' }
    const router = await openAt('/', true)
    expect(router.currentRoute.value.name).toBe('overview')
  })

  test('is remembered as one goes', async () => {
    const router = await openAt('/', true)
    await router.push('/connections?zone=UTC')
    await eventually(() => expect(kept.lastView).toBe('/connections?zone=UTC'))
  })

  test('is kept by a page that is closed before it has settled there', async () => {
    const router = await openAt('/', true)
    await router.push('/connections?zone=UTC')
    await router.push('/trends?zone=UTC')
    window.dispatchEvent(new Event('pagehide'))
    // Sent before the page is gone: what comes later than that never comes.
    expect(told().at(-1)).toEqual({ lastView: '/trends?zone=UTC' })
    await eventually(() => expect(kept.lastView).toBe('/trends?zone=UTC'))
  })

  test('too long for the app is not sent to it', async () => {
    const router = await openAt('/', true)
    await router.push(`/?filter=${'x'.repeat(2_500)}`)
    await router.push('/connections')
    await eventually(() => expect(kept.lastView).toBe('/connections'))
    expect(JSON.stringify(told())).not.toContain('xxx')
  })
})
