import type { AutoExportStanding } from '../../shared/auto-export.ts'

const standing: Record<Exclude<AutoExportStanding, 'on' | 'off'>, string> = {
  sample: 'Sample data is never exported by itself.',
  unsaved: 'This connection is not saved: nothing of it is exported by itself.',
  shown: 'An archive that is only read is not exported by itself.',
  no_zone: 'No report zone is chosen for this connection, so that it has no reports yet.',
}

/** Every report as files by itself. */
export const autoExport = {
  title: 'Automatic export',
  hint: 'Each daily report of a saved connection as files in a folder, as soon as it is made, and again when it changes: its users were counted, or it was made anew. For days from before there is Export in Reports.',
  label: 'Export every report',
  labelHint:
    'A file is replaced only where it is exactly what was exported before; every other one is left alone.',
  folder: 'Folder',
  noFolder: 'Name the folder first.',
  last: 'Last export',
  none: 'Nothing was exported yet.',
  written: '{date}, written {time}: {formats}',
  owed: '{n} day waits. | {n} days wait.',
  failures: '{n} day could not be exported | {n} days could not be exported',
  taken:
    'A file of that name is there that was not exported by itself: it is left alone. Move it away, or choose another folder.',
  more: 'and {n} more',
  retry: 'Try again now',
  standing,
}
