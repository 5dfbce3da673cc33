import { useEventListener, watchDebounced } from '@vueuse/core'
import type { Router } from 'vue-router'
import { usePreferences } from './composables/usePreferences.ts'

/** As long as the app takes it. */
const longest = 2_000

/**
 * A page that is opened anew comes back to the view that was shown last, at once by the browser's copy or when the app has
 * answered; from then on it remembers where it goes.
 */
export async function rememberView(
  router: Router,
  { isOpenedAnew, answered }: { isOpenedAnew: boolean; answered: Promise<void> },
): Promise<void> {
  const { lastView } = usePreferences()
  const comeBack = async (): Promise<void> => {
    if (isOpenedAnew && lastView.value) await router.replace(lastView.value)
  }
  const pathNow = (): string => router.currentRoute.value.fullPath
  const keep = (path = pathNow()): void => {
    if (path.length <= longest && path !== lastView.value) lastView.value = path
  }
  await comeBack()
  await router.isReady()
  const begun = pathNow()
  await answered
  if (pathNow() === begun && lastView.value !== begun) await comeBack()
  watchDebounced(pathNow, keep, { debounce: 500, immediate: true })
  // A page may be closed before it has settled somewhere.
  useEventListener('pagehide', () => keep())
}
