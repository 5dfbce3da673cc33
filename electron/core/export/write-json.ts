import type { WriteFormat } from './format-writer.ts'

/** One JSON document: the passport, the dates without a report, and the reports as they are stored, one a line. */
export const writeJson: WriteFormat = async ({ passport, reports }, { open, next }) => {
  const file = await open(null)
  await file.write(
    `{"passport":${JSON.stringify(passport)},\n"missing":${JSON.stringify(passport.missing)},\n"reports":[`,
  )
  let between = '\n'
  for (const report of reports()) {
    await file.write(between + JSON.stringify(report))
    between = ',\n'
    await next()
  }
  await file.write('\n]}\n')
}
