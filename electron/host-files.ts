import { existsSync } from 'node:fs'
import { extname, isAbsolute, join } from 'node:path'
import { BrowserWindow, dialog, shell, type OpenDialogOptions, type SaveDialogOptions } from 'electron'
import type { HostFiles } from './core/index.ts'

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

/** Asks for the name of a file; the system's dialog asks too before one is replaced. */
async function save({
  name = '',
  folder,
}: {
  name?: string | undefined
  folder?: string | null | undefined
}) {
  const [window] = BrowserWindow.getAllWindows()
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
export function hostFiles(): HostFiles {
  return {
    async choose(what, begin = {}) {
      if (what === 'save') return save(begin)
      const [window] = BrowserWindow.getAllWindows()
      const options: OpenDialogOptions = { ...asked[what], ...defaultPath(begin.folder) }
      const { filePaths } = await (window
        ? dialog.showOpenDialog(window, options)
        : dialog.showOpenDialog(options))
      return filePaths[0] ?? null
    },
    show(file) {
      if (isAbsolute(file) && existsSync(file)) shell.showItemInFolder(file)
    },
  }
}
