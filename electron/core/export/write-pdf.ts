import { AppError } from '../../../shared/errors.ts'
import type { WriteFormat } from './format-writer.ts'
import { exportPage } from './html/page.ts'
import { readContent } from './read-content.ts'

/** On paper nobody reads more rows of one table. */
const mostRows = 1_000

/** Reports as PDF: the HTML as the host prints it. Errors: `format_unavailable` where it cannot; those of the printing. */
export const writePdf: WriteFormat = async (range, job) => {
  if (!job.print) throw printsNowhere()
  const content = await readContent(range, job, mostRows)
  const pdf = await job.print(exportPage(content, job.style.language))
  job.signal.throwIfAborted()
  const file = await job.open(null)
  await file.write(pdf)
}

/** What is said where no PDF can be made. */
export function printsNowhere(): AppError {
  return new AppError(
    'format_unavailable',
    'PDF is printed by the desktop app: export HTML here, and print that.',
  )
}
