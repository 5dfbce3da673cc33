import type { ExportFormat } from '../../../shared/exports.ts'
import type { WriteFormat } from './format-writer.ts'
import { writeCsv } from './write-csv.ts'
import { writeHtml } from './write-html.ts'
import { writeJson } from './write-json.ts'
import { writeJsonLines } from './write-json-lines.ts'
import { writeMarkdown } from './write-markdown.ts'
import { printsNowhere, writePdf } from './write-pdf.ts'
import { writeXlsx } from './xlsx/write-xlsx.ts'

/** What writes each format. */
const writers: Record<ExportFormat, WriteFormat> = {
  csv: writeCsv,
  json: writeJson,
  jsonl: writeJsonLines,
  html: writeHtml,
  md: writeMarkdown,
  pdf: writePdf,
  xlsx: writeXlsx,
}

/** The formats that a host cannot make. */
export function unavailableFormats(formats: readonly ExportFormat[], canPrint: boolean): ExportFormat[] {
  return formats.filter((format) => format === 'pdf' && !canPrint)
}

/** What writes a format. Errors: `format_unavailable`. */
export function writerOf(format: ExportFormat, canPrint: boolean): WriteFormat {
  if (format === 'pdf' && !canPrint) throw printsNowhere()
  return writers[format]
}
