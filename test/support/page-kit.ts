import { vi } from 'vitest'

/**
 * From now on an error on the console throws. Chromium draws the charts in the end-to-end tests; in a component test there is no
 * canvas, and Chart.js says so.
 */
export function throwOnErrors(): void {
  vi.spyOn(console, 'error').mockImplementation((message: unknown) => {
    if (!String(message).startsWith('Failed to create chart')) throw new Error(String(message))
  })
}

/** In a component test nothing has a size of its own: from now on every element has this one. */
export function giveSize(width: number, height: number): void {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(width)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(height)
}
