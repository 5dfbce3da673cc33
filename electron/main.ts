import { join } from 'node:path'
import { app, dialog, session, type BrowserWindow } from 'electron'
import { createDispatch } from '../shared/rpc.ts'
import { pageAssets } from './assets.ts'
import { commandLine } from './command-line.ts'
import { startCore, type Core } from './core/index.ts'
import { defaultDataDir } from './data-dir.ts'
import { fileLog } from './file-log.ts'
import { hostFiles } from './host-files.ts'
import { answerCalls, emitToPages } from './ipc.ts'
import { setMenu } from './menu.ts'
import { reportNotifier } from './notify.ts'
import { registerAppScheme, serveAppScheme } from './protocol.ts'
import { stopBeforeQuit } from './quit.ts'
import { pageFolder } from './root.ts'
import { confinePages, confineSession } from './security.ts'
import { reportUnexpected } from './unexpected.ts'
import { keyringVault } from './vault.ts'
import { version } from './version.ts'
import { openWindow } from './window.ts'

const command = commandLine(process.argv)

// Nothing of a window may have begun by then: a command needs no display, and no lock keeps it from running beside the app.
if (command !== null) process.exit(await runCommand(command))

app.setName('Tallyscope')
const dataDir = defaultDataDir()
app.setPath('userData', dataDir)

if (app.requestSingleInstanceLock()) run()
else app.quit()

async function runCommand(args: string[]): Promise<number> {
  const { runCli } = await import('./cli/run.ts')
  return runCli(args)
}

function run(): void {
  const logDir = join(dataDir, 'logs')
  const log = fileLog(logDir)
  let window: BrowserWindow | null = null
  const show = (): BrowserWindow => {
    window ??= openWindow(dataDir, log).once('closed', () => (window = null))
    if (window.isMinimized()) window.restore()
    window.focus()
    return window
  }

  reportUnexpected(log)
  registerAppScheme()
  confinePages(log)
  app.on('second-instance', () => app.isReady() && show())
  app.on('activate', () => app.isReady() && show())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })

  const notify = reportNotifier({ api: () => core.then(({ api }) => api), show, log })
  const core = app.whenReady().then(() =>
    startCore({
      host: 'electron',
      version,
      dataDir,
      log,
      logDir,
      emit(event, payload) {
        emitToPages(event, payload)
        notify(event, payload)
      },
      vault: keyringVault(),
      files: hostFiles(log),
    }),
  )
  stopBeforeQuit(core, log)
  answerCalls(
    core.then(({ api }: Core) => createDispatch(api, (error) => log.error('A call failed.', error))),
  )
  core.catch((error: unknown) => {
    log.error('The app could not start.', error)
    dialog.showErrorBox('Tallyscope could not start', (error as Error).message)
    app.exit(1)
  })
  void app.whenReady().then(() => {
    confineSession(session.defaultSession)
    serveAppScheme(session.defaultSession, pageAssets(pageFolder))
    setMenu()
    show()
  })
}
