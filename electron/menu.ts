import { app, Menu, shell, type MenuItemConstructorOptions } from 'electron'
import { links } from './links.ts'
import { menuLabels, type MenuLabels } from './menu-labels.ts'

type Items = MenuItemConstructorOptions[]
const separator: MenuItemConstructorOptions = { type: 'separator' }

/** Puts up the application's menu; what serves developers only is left out of a packaged program. */
export function setMenu({ isMac = process.platform === 'darwin', isPackaged = app.isPackaged } = {}): void {
  const labels = menuLabels(app.getLocale())
  const template: Items = [
    ...(isMac ? [appMenu(labels)] : [fileMenu(labels)]),
    editMenu(labels),
    viewMenu(labels, isPackaged),
    windowMenu(labels),
    helpMenu(labels, isMac),
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

function appMenu(labels: MenuLabels): MenuItemConstructorOptions {
  return {
    label: app.name,
    submenu: [
      { role: 'about', label: labels.about },
      separator,
      { role: 'hide', label: labels.hide },
      { role: 'hideOthers', label: labels.hideOthers },
      { role: 'unhide', label: labels.showAll },
      separator,
      { role: 'quit', label: labels.quit },
    ],
  }
}

function fileMenu(labels: MenuLabels): MenuItemConstructorOptions {
  return { label: labels.file, submenu: [{ role: 'quit', label: labels.quit }] }
}

function editMenu(labels: MenuLabels): MenuItemConstructorOptions {
  return {
    label: labels.edit,
    submenu: [
      { role: 'undo', label: labels.undo },
      { role: 'redo', label: labels.redo },
      separator,
      { role: 'cut', label: labels.cut },
      { role: 'copy', label: labels.copy },
      { role: 'paste', label: labels.paste },
      { role: 'selectAll', label: labels.selectAll },
    ],
  }
}

function viewMenu(labels: MenuLabels, isPackaged: boolean): MenuItemConstructorOptions {
  const forDevelopers: Items = [
    { role: 'reload', label: labels.reload },
    { role: 'toggleDevTools', label: labels.devTools },
    separator,
  ]
  return {
    label: labels.view,
    submenu: [
      ...(isPackaged ? [] : forDevelopers),
      { role: 'resetZoom', label: labels.actualSize },
      { role: 'zoomIn', label: labels.zoomIn },
      { role: 'zoomOut', label: labels.zoomOut },
      separator,
      { role: 'togglefullscreen', label: labels.fullScreen },
    ],
  }
}

function windowMenu(labels: MenuLabels): MenuItemConstructorOptions {
  return {
    label: labels.window,
    submenu: [
      { role: 'minimize', label: labels.minimize },
      { role: 'zoom', label: labels.zoom, visible: process.platform === 'darwin' },
      { role: 'close', label: labels.close },
    ],
  }
}

function helpMenu(labels: MenuLabels, isMac: boolean): MenuItemConstructorOptions {
  const outside = (name: keyof typeof links): MenuItemConstructorOptions => ({
    label: labels[name],
    click: () => void shell.openExternal(links[name]),
  })
  return {
    role: 'help',
    label: labels.help,
    submenu: [
      outside('redisAcl'),
      outside('redisUri'),
      outside('licence'),
      ...(isMac ? [] : [separator, { role: 'about', label: labels.about } as MenuItemConstructorOptions]),
    ],
  }
}
