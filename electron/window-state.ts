import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

export interface WindowState extends Partial<Rectangle> {
  width: number
  height: number
  isMaximized: boolean
}

export const smallest = { width: 900, height: 600 }
const usual: WindowState = { width: 1280, height: 800, isMaximized: false }

/** The window as it was left, or as usual where nothing sensible is kept. */
export function loadWindowState(file: string, displays: Rectangle[]): WindowState {
  try {
    return fitWindowState(JSON.parse(readFileSync(file, 'utf8')), displays)
  } catch {
    return usual
  }
}

/** Written beside and renamed over, so that a crash leaves the old state or the new. */
export function saveWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const temporary = `${file}.${process.pid}.tmp`
  const handle = openSync(temporary, 'w', 0o600)
  try {
    writeSync(handle, JSON.stringify(state))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(temporary, file)
}

/** Not below the smallest size, not larger than a display, and where its title bar can be reached, else centred. */
export function fitWindowState(kept: unknown, displays: Rectangle[]): WindowState {
  const { x, y, width, height, isMaximized } = (kept ?? {}) as Record<string, unknown>
  if (!isInteger(width) || !isInteger(height)) return usual
  const home =
    isInteger(x) && isInteger(y) ? displays.find((display) => isReachable(display, x, y, width)) : undefined
  const room = home ?? displays[0]
  const size = {
    width: Math.max(smallest.width, Math.min(width, room?.width ?? width)),
    height: Math.max(smallest.height, Math.min(height, room?.height ?? height)),
    isMaximized: isMaximized === true,
  }
  return home && isInteger(x) && isInteger(y) ? { x, y, ...size } : size
}

function isReachable(display: Rectangle, x: number, y: number, width: number): boolean {
  const seen = Math.min(x + width, display.x + display.width) - Math.max(x, display.x)
  return seen >= 200 && y >= display.y && y <= display.y + display.height - 60
}

function isInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value)
}
