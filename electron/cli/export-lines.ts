import type { PlainExport } from './print-export.ts'
import { issueLines } from './issue-lines.ts'
import { visible } from './safe-text.ts'
import { sourceText } from './source-text.ts'

/** The files that were written, for people, and the days that are not in them. */
export function exportLines(done: PlainExport, why: ReadonlyMap<string, string>): string[] {
  const { files, missing } = done
  return [
    sourceText(done),
    ...['Files of daily reports', ''],
    ...files.map((file) => `  ${visible(file)}`),
    ...(missing.length === 0 ? [] : ['', `Days without a report, which are not in them: ${missing.length}`]),
    ...missing.map((date) => `  ${date}${reasonText(why.get(date))}`),
    ...issueLines(done.issues),
  ]
}

function reasonText(why: string | undefined): string {
  return why === undefined ? '' : `  ${visible(why)}`
}
