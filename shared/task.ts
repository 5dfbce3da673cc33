/** What may take longer than a second, tells its progress and can be cancelled. */
export const taskNames = ['usage', 'health', 'reports', 'census', 'archive', 'export'] as const
export type TaskName = (typeof taskNames)[number]

export interface TaskState {
  task: TaskName
  state: 'idle' | 'running'
  /** Keys looked at so far (of reports: days made; of a census: keys; of an archive: pages; of an export: reports read), and in all where that is known. */
  done: number
  of: number | null
}
