import { app, dialog } from 'electron'
import type { Log } from './core/log.ts'

/** What nobody foresaw is logged and told once; the app goes on as long as it can. */
export function reportUnexpected(log: Log): void {
  let isTold = false
  const report = (error: unknown): void => {
    log.error('Something unexpected went wrong.', error)
    if (isTold || !app.isReady()) return
    isTold = true
    void dialog.showMessageBox({
      type: 'error',
      title: app.name,
      message: 'Something unexpected went wrong.',
      detail:
        'The app goes on. If figures stop moving, start it again. The log in its data folder has the details.',
    })
  }
  process.on('uncaughtException', report)
  process.on('unhandledRejection', report)
}
