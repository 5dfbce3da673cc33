import type { ExportFormat } from '../../../shared/exports.ts'
import { AppError } from '../../../shared/errors.ts'
import type { WriteFormat } from './format-writer.ts'
import { writeCsv } from './write-csv.ts'
import { writeJson } from './write-json.ts'
import { writeJsonLines } from './write-json-lines.ts'

/** What writes each format. */
const writers: Partial<Record<ExportFormat, WriteFormat>> = {
  csv: writeCsv,
  json: writeJson,
  jsonl: writeJsonLines,
}

/** The formats that a host cannot make. */
export function unavailableFormats(formats: readonly ExportFormat[], canPrint: boolean): ExportFormat[] {
  return formats.filter((format) => !writers[format] || (format === 'pdf' && !canPrint))
}

/** What writes a format. Errors: `format_unavailable`. */
export function writerOf(format: ExportFormat, canPrint: boolean): WriteFormat {
  const write = writers[format]
  if (format === 'pdf' && !canPrint)
    throw new AppError(
      'format_unavailable',
      'PDF is printed by the desktop app: export HTML here, and print that.',
    )
  if (!write)
    throw new AppError('format_unavailable', `This version does not write ${format}: choose another format.`)
  return write
}
