import type { WriteFormat } from './format-writer.ts'

/** JSON Lines: each report as it is stored, with a field `passport` at its end. */
export const writeJsonLines: WriteFormat = async ({ passport, reports }, { open, next }) => {
  const file = await open(null)
  const ending = `,"passport":${JSON.stringify(passport)}}\n`
  for (const report of reports()) {
    await file.write(JSON.stringify(report).slice(0, -1) + ending)
    await next()
  }
}
