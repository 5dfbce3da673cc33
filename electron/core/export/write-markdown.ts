import { exportMarkdown } from '../../../shared/export-markdown.ts'
import type { WriteFormat } from './format-writer.ts'
import { readContent } from './read-content.ts'

/** Longer tables are left out of a text for chat and wiki, and it says so. */
const mostRows = 500

/** Reports as Markdown. */
export const writeMarkdown: WriteFormat = async (range, job) => {
  const content = await readContent(range, job, mostRows)
  const file = await job.open(null)
  await file.write(exportMarkdown(content, job.style.language))
}
