import { gatherContent, type ExportContent } from '../../../shared/export-content.ts'
import type { ExportedRange, ExportJob } from './format-writer.ts'

/** Reads a range for a document: one report after the other. Errors: those of `job.next`. */
export async function readContent(
  { passport, reports }: ExportedRange,
  job: Pick<ExportJob, 'next'>,
  mostRows: number,
): Promise<ExportContent> {
  const gathered = gatherContent({ mostRows })
  for (const report of reports()) {
    gathered.add(report)
    await job.next()
  }
  return gathered.content(passport)
}
