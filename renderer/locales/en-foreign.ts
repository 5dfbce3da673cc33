import type { ForeignForm } from '../../shared/foreign-reports.ts'

const form: Record<ForeignForm, string> = {
  old: 'old form',
  other_zone: 'another zone',
  other_schema: 'a form unknown here',
  unreadable: 'cannot be read',
}

const why: Record<ForeignForm, string> = {
  old: 'It has the old form without a zone, so nobody can tell where its day begins and ends.',
  other_zone: 'Its day is that of another zone.',
  other_schema: 'It was written by another version of the program, in a form that this one does not know.',
  unreadable: 'It is no report that can be believed.',
}

/** Reports in Redis that are not ours. */
export const foreign = {
  title: 'Reports of others in Redis',
  hint: 'Stored there by another program, in the old form or by days of another zone. They are shown beside ours, never used instead and never overwritten.',
  form,
  why,
  column: {
    day: 'Day',
    form: 'Why it is not ours',
    calls: 'Its calls',
    ours: 'Ours',
    success: 'Its success',
    by: 'Made by',
  },
  open: 'What the report of {date} holds',
  empty: 'There are none.',
  emptyText: 'Every report in this Redis is ours, or there is no report in it.',
  away: 'Redis is away: these are those that were seen last.',
  notRead: 'They could not be read.',
  day: 'Another report of this day stands in Redis: {calls} calls, {form}.',
  dayUnread: 'Another report of this day stands in Redis: {form}.',
  see: 'See what it holds',
  mark: 'another one in Redis',
  dialog: {
    title: 'Report of others: {date}',
    zone: 'Zone',
    by: 'Made by',
    key: 'Key',
    seen: 'Last seen in Redis',
    size: 'Size',
    unknown: 'not told',
    theirs: 'Theirs',
    ours: 'Ours',
    json: 'What it holds',
    copy: 'Copy JSON',
    tooLarge: 'It is no text, or too large to be shown.',
    reading: 'Being read',
    close: 'Close',
  },
}
