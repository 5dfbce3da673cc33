import { shallowRef } from 'vue'
import type { Backfill, RebuiltReport } from '../../shared/reports.ts'
import { isCancelled, toFailure, type Failure } from './failure.ts'
import { useClient } from './useClient.ts'
import { useTask } from './useTask.ts'

/** Making reports: one, all that are missing, or one anew after a look at what changes. */
export function useReportMaking({ onMade }: { onMade(): void }) {
  const { api } = useClient()
  const { running, cancel: cancelTask } = useTask('reports')
  /** What is under way: a date, or all that are missing. */
  const busy = shallowRef<string | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const isStopped = shallowRef(false)
  /** What the last making of all came to. */
  const made = shallowRef<Backfill | null>(null)
  /** What a day comes to now, beside what is stored, until a person answers. */
  const proposal = shallowRef<RebuiltReport | null>(null)

  async function run(what: string, work: () => Promise<unknown>): Promise<void> {
    if (busy.value !== null) return
    busy.value = what
    failure.value = null
    made.value = null
    isStopped.value = false
    try {
      await work()
    } catch (error) {
      const why = toFailure(error)
      if (isCancelled(why)) isStopped.value = true
      else failure.value = why
    }
    busy.value = null
    onMade()
  }

  /** Ends what runs, whoever began it. */
  async function cancel(): Promise<void> {
    dismiss()
    await cancelTask()
    // What the schedule began has no call that could tell.
    if (busy.value === null) isStopped.value = true
  }

  /** Forgets how the last went. */
  function dismiss(): void {
    failure.value = null
    isStopped.value = false
    made.value = null
  }

  return {
    running,
    cancel,
    busy,
    failure,
    isStopped,
    made,
    proposal,
    make: (date: string) => run(date, () => api.makeReport({ date })),
    makeMissing: () => run('missing', async () => (made.value = await api.makeMissingReports())),
    propose: (date: string) => run(date, async () => (proposal.value = await api.rebuildReport({ date }))),
    replace: (date: string) =>
      run(date, async () => {
        await api.rebuildReport({ date, replace: true })
        proposal.value = null
      }),
    drop: () => (proposal.value = null),
    dismiss,
  }
}
