import type { Language } from './languages.ts'

/** A chart as data, for the picture of it in a file: everything in it is text or a number. */
export interface ChartPicture {
  title: string
  /** One sentence in words, made from the data; the picture's description too. */
  summary: string
  kind: 'bars' | 'lines' | 'stacked'
  unit: 'count' | 'share' | 'perSecond'
  /** One for each point, oldest first; `ticks` are the indexes that are written below the axis. */
  labels: string[]
  ticks: number[]
  series: PictureSeries[]
  /** What is said of where the figures come from: source, range, zone, as of. */
  footer: string
  language: Language
}

export interface PictureSeries {
  name: string
  /** Null where unknown: a gap with a hatched band. */
  values: (number | null)[]
  /** Its colour and dash: what is shown, what it is compared with, or one of up to six more. */
  role: 'main' | 'earlier' | 1 | 2 | 3 | 4 | 5 | 6
  /** Indexes of the bucket that still runs, and of figures that are approximate. */
  partial?: number[]
  approximate?: number[]
}

/** Where a picture is shown; `auto` follows the reader's system. */
export interface PictureLook {
  theme: 'light' | 'dark' | 'auto'
  width: number
  height: number
}
