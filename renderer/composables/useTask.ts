import { tryOnScopeDispose } from '@vueuse/core'
import { shallowRef } from 'vue'
import type { TaskName, TaskState } from '../../shared/task.ts'
import { useClient } from './useClient.ts'

/** A task of the app while it runs long enough to be told of; null else. */
export function useTask(task: TaskName) {
  const { api, on } = useClient()
  const running = shallowRef<TaskState | null>(null)

  tryOnScopeDispose(
    on('task', (state) => {
      if (state.task === task) running.value = state.state === 'running' ? state : null
    }),
  )

  async function cancel(): Promise<void> {
    try {
      await api.cancelTask({ task })
    } catch {
      // Nobody is there to cancel anything, which `isLost` says.
    }
  }

  return { running, cancel }
}
