/** One bucket as a bar, beside what it is compared with. */
export interface Bar {
  start: string
  calls: number | null
  previous: number | null
  partial: boolean
  approximate: boolean
  future: boolean
}
