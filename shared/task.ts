/** What may take longer than a second, tells its progress and can be cancelled. */
export const taskNames = ['usage', 'health', 'reports', 'census'] as const
export type TaskName = (typeof taskNames)[number]

export interface TaskState {
  task: TaskName
  state: 'idle' | 'running'
  /** Keys looked at so far (of reports: days made; of a census: keys), and in all where that is known. */
  done: number
  of: number | null
}
