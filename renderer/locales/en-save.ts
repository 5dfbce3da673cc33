export const save = {
  view: {
    failed: 'This page could not be loaded.',
    todo: 'Try again; if it stays so, start the app again.',
  },
  label: '{title}: copy or save',
  copy: 'Copy table',
  csv: 'CSV file',
  png: 'PNG picture',
  svg: 'SVG picture',
  json: 'Save JSON',
  rows: '{n} row | {n} rows',
  part: 'the first {n} of {of} rows',
  outcome: '{said}: {note}',
  saved: 'File ready',
  failed: 'Could not make the file',
  asOf: 'as of {time}',
}
