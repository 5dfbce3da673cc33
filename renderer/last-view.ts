import { watchDebounced } from '@vueuse/core'
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
  await comeBack()
  await router.isReady()
  const begun = router.currentRoute.value.fullPath
  await answered
  if (router.currentRoute.value.fullPath === begun && lastView.value !== begun) await comeBack()
  watchDebounced(
    () => router.currentRoute.value.fullPath,
    (path) => {
      if (path.length <= longest && path !== lastView.value) lastView.value = path
    },
    { debounce: 500, immediate: true },
  )
}
