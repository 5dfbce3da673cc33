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
  saved: 'File made',
  failed: 'Could not make the file',
  asOf: 'as of {time}',
  range: 'range {range}',
}
