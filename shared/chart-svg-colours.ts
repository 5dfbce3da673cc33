import type { PictureLook, PictureSeries } from './chart-picture.ts'

/** The colours of the app by name, light and dark; the numbered ones in the order of Okabe and Ito, lightened in the dark. */
const colours = {
  surface: ['#ffffff', '#141a21'],
  line: ['#e3e6eb', '#242c36'],
  text: ['#14181f', '#e8ecf1'],
  muted: ['#5c6675', '#9aa7b6'],
  main: ['#0b6e75', '#4fc1c7'],
  area: ['#dbe9ea', '#1c3038'],
  earlier: ['#9aa4b2', '#5f6b7a'],
  series1: ['#0072b2', '#4da6de'],
  series2: ['#e69f00', '#f0b840'],
  series3: ['#009e73', '#3cc49c'],
  series4: ['#d55e00', '#f08b48'],
  series5: ['#cc79a7', '#e09cc2'],
  series6: ['#56b4e9', '#9ad4f5'],
} as const satisfies Record<string, readonly [string, string]>

export type PictureColour = keyof typeof colours

/** The dash of a series, so that it is known without its colour. */
export const dashes: Record<PictureSeries['role'], string> = {
  main: '',
  earlier: '2 3',
  1: '',
  2: '6 3',
  3: '2 2',
  4: '8 3 2 3',
  5: '4 2',
  6: '1 3',
}

/** The colour of a series. */
export function colourOf(role: PictureSeries['role']): PictureColour {
  return typeof role === 'number' ? `series${role}` : role
}

export interface Paint {
  fill?: PictureColour
  stroke?: PictureColour
}

/** Colours as attributes; a picture that follows the reader's system names them too, for `pictureStyle`. */
export type Painter = (paint: Paint) => string

export function painter(theme: PictureLook['theme']): Painter {
  const side = theme === 'dark' ? 1 : 0
  return ({ fill, stroke }) => {
    const names = [fill && `pf-${fill}`, stroke && `ps-${stroke}`].filter(Boolean).join(' ')
    return [
      ` fill="${fill ? colours[fill][side] : 'none'}"`,
      stroke ? ` stroke="${colours[stroke][side]}"` : '',
      theme === 'auto' ? ` class="${names}"` : '',
    ].join('')
  }
}

/** The style in every picture that follows the reader's system, always the same; on paper all are light. */
export const pictureStyle = `@media screen and (prefers-color-scheme:dark){${Object.entries(colours)
  .map(([name, [, dark]]) => `.pf-${name}{fill:${dark}}.ps-${name}{stroke:${dark}}`)
  .join('')}}`
