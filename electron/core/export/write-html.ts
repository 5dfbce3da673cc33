import type { WriteFormat } from './format-writer.ts'
import { exportPage } from './html/page.ts'
import { readContent } from './read-content.ts'

/** Tables that are longer are for programs: CSV, XLSX and JSON have all of them, and the document says so. */
const mostRows = 5_000

/** Reports as one self-contained HTML file. */
export const writeHtml: WriteFormat = async (range, job) => {
  const content = await readContent(range, job, mostRows)
  const file = await job.open(null)
  await file.write(exportPage(content, job.style.language))
}
