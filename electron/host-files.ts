import { existsSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { BrowserWindow, dialog, shell, type OpenDialogOptions } from 'electron'
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

/** The system's own windows for folders and files. */
export function hostFiles(): HostFiles {
  return {
    async choose(what) {
      const [window] = BrowserWindow.getAllWindows()
      const options: OpenDialogOptions = asked[what]
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
