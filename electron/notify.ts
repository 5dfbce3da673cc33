import { app, Notification, type BrowserWindow } from 'electron'
import type { Api, EventName, Events } from '../shared/api.ts'
import type { ScheduledReports } from '../shared/reports.ts'
import type { Log } from './core/log.ts'
import { appPage } from './origin.ts'
import { reportNotice } from './report-notice.ts'

export interface ReportNotifierDeps {
  api(): Promise<Api>
  /** Brings the window forward, opening it where there is none. */
  show(): BrowserWindow
  log: Log
}

/** Takes every event of the core and tells the desktop of reports that the schedule made, or could not make. */
export function reportNotifier({
  api,
  show,
  log,
}: ReportNotifierDeps): <E extends EventName>(event: E, payload: Events[E]) => void {
  // What nothing holds is collected, and a click on it is lost.
  const shown = new Set<Notification>()

  const tell = async (ended: ScheduledReports): Promise<void> => {
    // The sample data is nobody's traffic.
    if (ended.connection === null || !Notification.isSupported()) return
    const core = await api()
    const { notifyReports, language } = await core.preferences()
    if (!notifyReports) return
    const isChinese = language === 'zh' || (language === null && app.getLocale().startsWith('zh'))
    const { title, body, path } = reportNotice(ended, isChinese ? 'zh' : 'en')
    const notification = new Notification({ title, body })
    const forget = (): void => void shown.delete(notification)
    notification.on('close', forget)
    notification.on('failed', (_event, error) => {
      forget()
      log.info(`The desktop shows no notification: ${error}`)
    })
    notification.on('click', () => {
      forget()
      const window = show()
      // The report is one of the source that was watched then.
      core
        .connection()
        .then(async ({ source }) => {
          if (source.id === ended.connection) await window.loadURL(`${appPage}#${path}`)
        })
        .catch((error: unknown) => log.warn(`The report could not be shown: ${String(error)}`))
    })
    shown.add(notification)
    notification.show()
  }

  return (event, payload) => {
    if (event !== 'scheduled') return
    tell(payload as ScheduledReports).catch((error: unknown) =>
      log.warn(`A notification was not given: ${String(error)}`),
    )
  }
}
