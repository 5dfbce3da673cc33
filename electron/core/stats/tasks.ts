import { AppError } from '../../../shared/errors.ts'
import type { TaskName, TaskState } from '../../../shared/task.ts'
import type { Clock } from '../clock.ts'

/** One run of a task, as its work sees it. */
export interface TaskRun {
  signal: AbortSignal
  /** Tells how far it has come. */
  progress(done: number, of: number | null): void
}

/** Runs what may take long, tells its progress and can cancel it. */
export interface Tasks {
  /** Errors: those of the work; `cancelled`. */
  run<T>(task: TaskName, work: (run: TaskRun) => Promise<T>): Promise<T>
  state(task: TaskName): TaskState
  cancel(task: TaskName): TaskState
  /** Cancels all and waits for their end. */
  stop(): Promise<void>
}

/** What ends sooner shows no progress. */
const quietMs = 300
const progressEveryMs = 250

export function createTasks(clock: Clock, onState: (state: TaskState) => void): Tasks {
  const running = new Map<TaskName, Set<{ abort: AbortController; ended: Promise<unknown> }>>()
  const latest = new Map<TaskName, TaskState>()
  let isStopped = false

  const state: Tasks['state'] = (task) => latest.get(task) ?? { task, state: 'idle', done: 0, of: null }

  const cancel: Tasks['cancel'] = (task) => {
    for (const { abort } of running.get(task) ?? []) abort.abort(cancelled())
    return state(task)
  }

  return {
    state,
    cancel,
    async run(task, work) {
      if (isStopped) throw cancelled()
      const abort = new AbortController()
      const { signal } = abort
      let toldMs = clock.now() + quietMs - progressEveryMs
      latest.set(task, { task, state: 'running', done: 0, of: null })
      const progress: TaskRun['progress'] = (done, of) => {
        const now: TaskState = { task, state: 'running', done, of }
        latest.set(task, now)
        if (clock.now() - toldMs < progressEveryMs) return
        toldMs = clock.now()
        onState(now)
      }
      const ended = work({ signal, progress })
      const own = { abort, ended: ended.catch(() => undefined) }
      const all = running.get(task) ?? new Set()
      running.set(task, all.add(own))
      try {
        return await ended
      } finally {
        all.delete(own)
        if (all.size === 0) {
          latest.delete(task)
          onState(state(task))
        }
      }
    },
    async stop() {
      isStopped = true
      const all = [...running.values()].flatMap((runs) => [...runs])
      for (const task of running.keys()) cancel(task)
      await Promise.all(all.map(({ ended }) => ended))
    },
  }
}

function cancelled(): AppError {
  return new AppError('cancelled', 'It was cancelled before it was done.')
}
