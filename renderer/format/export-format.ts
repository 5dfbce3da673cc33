import type { ExportFormat } from '../../shared/exports.ts'

/** Each kind of file by the name that it has in every language. */
export const formatNames: Record<ExportFormat, string> = {
  csv: 'CSV',
  xlsx: 'Excel (XLSX)',
  json: 'JSON',
  jsonl: 'JSON Lines',
  html: 'HTML',
  md: 'Markdown',
  pdf: 'PDF',
}
