import { existsSync } from 'node:fs'
import { extname, isAbsolute, join } from 'node:path'
import { BrowserWindow, dialog, shell, type OpenDialogOptions, type SaveDialogOptions } from 'electron'
import type { HostFiles } from './core/index.ts'
import type { Log } from './core/log.ts'
import { pagePrinter } from './print-pdf.ts'

const asked = {
  folder: { properties: ['openDirectory', 'createDirectory'] },
  archive: {
    properties: ['openFile', 'showHiddenFiles'],
    // A backup or a damaged file bears more behind its name.
    filters: [
      { name: 'SQLite', extensions: ['sqlite', 'db'] },
      { name: '*', extensions: ['*'] },
    ],
  },
} satisfies Record<string, OpenDialogOptions>

function defaultPath(path: string | null | undefined): { defaultPath?: string } {
  return path ? { defaultPath: path } : {}
}

/** The window of the app: those that print are never seen. */
function shownWindow(): BrowserWindow | undefined {
  return BrowserWindow.getAllWindows().find((window) => window.isVisible())
}

/** Asks for the name of a file; the system's dialog asks too before one is replaced. */
async function save({
  name = '',
  folder,
}: {
  name?: string | undefined
  folder?: string | null | undefined
}) {
  const window = shownWindow()
  const extension = extname(name).slice(1)
  const options: SaveDialogOptions = {
    defaultPath: folder ? join(folder, name) : name,
    filters: extension === '' ? [] : [{ name: extension.toUpperCase(), extensions: [extension] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  }
  const { filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  return filePath || null
}

/** The system's own windows for folders and files. */
export function hostFiles(log: Log): HostFiles {
  return {
    async choose(what, begin = {}) {
      if (what === 'save') return save(begin)
      const window = shownWindow()
      const options: OpenDialogOptions = { ...asked[what], ...defaultPath(begin.folder) }
      const { filePaths } = await (window
        ? dialog.showOpenDialog(window, options)
        : dialog.showOpenDialog(options))
      return filePaths[0] ?? null
    },
    show(file) {
      if (isAbsolute(file) && existsSync(file)) shell.showItemInFolder(file)
    },
    print: pagePrinter(log),
  }
}
