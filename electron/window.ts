import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import icon from '../build/icon.png?asset'
import type { Log } from './core/log.ts'
import { appPage } from './origin.ts'
import { rootFolder } from './root.ts'
import { loadWindowState, saveWindowState, smallest } from './window-state.ts'

/** The background of the page before it has drawn itself, so that nothing flashes. */
const background = { light: '#f5f6f8', dark: '#0d1116' }

/** Opens the window where and as large as it was left. */
export function openWindow(dataDir: string, log: Log): BrowserWindow {
  const file = join(dataDir, 'window.json')
  const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea)
  const { isMaximized, ...bounds } = loadWindowState(file, areas)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: app.name,
    // Elsewhere the system takes it from the package.
    ...(process.platform === 'linux' ? { icon } : {}),
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: join(rootFolder, 'out', 'preload', 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize()
    window.show()
  })
  window.on('close', () => {
    try {
      saveWindowState(file, { ...window.getNormalBounds(), isMaximized: window.isMaximized() })
    } catch (error) {
      log.warn(`The window's place could not be kept: ${(error as Error).message}`)
    }
  })
  reloadOnCrash(window, log)
  void window.loadURL(appPage)
  return window
}

/** A page that died is loaded again; one that dies again within 10 s stays as it is. */
function reloadOnCrash({ webContents }: BrowserWindow, log: Log): void {
  let lastAt = Number.NEGATIVE_INFINITY
  webContents.on('render-process-gone', (_event, { reason }) => {
    log.error(`The page's process ended: ${reason}.`)
    if (reason === 'clean-exit' || performance.now() - lastAt < 10_000) return
    lastAt = performance.now()
    webContents.reload()
  })
}
