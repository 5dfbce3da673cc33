import type { IssueCode } from '../figures.ts'
import { healthIssues } from './en-health-issues.ts'
import { reportIssues } from './en-report-issues.ts'
import { sharingIssues } from './en-sharing-issues.ts'

/** One issue in words for people. */
export interface IssueWords {
  /** What it is. */
  what: string
  /** What it does to the figures. */
  effect: string
  /** What to do. */
  todo: string
}

/** What each issue is, in words. */
export const issues: Record<IssueCode, IssueWords> = {
  bad_value: {
    what: 'A counter holds something that is not a count',
    effect: 'Its figure is unknown; everything else is unaffected.',
    todo: 'Find out what writes to the key; delete the key if it is not needed.',
  },
  wrong_type: {
    what: 'A counter key is of another type',
    effect: 'Its figure is unknown; everything else is unaffected.',
    todo: 'Find out what writes to the key; another program may use the same prefix.',
  },
  no_permission: {
    what: 'The account lacks a right',
    effect: 'What depends on it stays unknown.',
    todo: 'Run the connection test and ask for the rule that it shows.',
  },
  no_server_clock: {
    what: "The server's clock may not be asked",
    effect: "Times are by this computer's clock and wrong by as much as it is.",
    todo: 'Ask for the right +time.',
  },
  clock_ahead: {
    what: "A service's clock is ahead",
    effect: 'Some calls are counted in minutes that have not begun.',
    todo: 'Set the clocks of the services by NTP.',
  },
  lost_counts: {
    what: 'Redis lost counts',
    effect: 'The larger figure that was read before is shown.',
    todo: 'Look for a flush, an eviction or a restart without persistence.',
  },
  sums_differ: {
    what: 'Sums do not add up',
    effect: 'Hours and day disagree; the figures concerned are marked.',
    todo: 'Check that every service writes all counters of a call.',
  },
  negative_difference: {
    what: 'A counter went down',
    effect: 'That second is left out of calls per second.',
    todo: 'Counters must only grow: look for a flush or a reset.',
  },
  evictions: {
    what: 'Redis evicted keys',
    effect: 'Counters may be missing; what sums do not confirm is unknown, not zero.',
    todo: 'Give Redis more memory, or set maxmemory-policy to noeviction.',
  },
  restarted: {
    what: 'Redis was restarted',
    effect: 'Counts since its last save may be lost.',
    todo: 'Check its persistence settings.',
  },
  may_evict: {
    what: 'Redis may evict counters',
    effect: 'When memory runs out, counters can disappear.',
    todo: 'Set maxmemory-policy to noeviction, or give Redis more memory.',
  },
  unexplained: {
    what: 'Some calls belong to no known endpoint',
    effect: 'The total is right; the list of endpoints does not add up to it.',
    todo: 'Look again for endpoints. What stays is counted without an endpoint.',
  },
  unexplained_statuses: {
    what: 'Some calls have no known status',
    effect: 'Where they are more than 0.1% the success rate is unknown: it would leave them out.',
    todo: 'Check that the services count a status for every call, and that Redis evicts none.',
  },
  discovery_waits: {
    what: 'Looking for endpoints waits for its turn',
    effect: 'A new endpoint may be missing from the list.',
    todo: 'Wait, or press "Look now".',
  },
  discovery_failed: {
    what: 'Looking for endpoints failed',
    effect: 'The list of endpoints may be incomplete.',
    todo: 'Check the right +scan, then press "Look now".',
  },
  too_many_endpoints: {
    what: 'There are very many endpoints',
    effect: 'Paths seem to hold ids: the list says little and reading it takes long.',
    todo: 'Let the services count /users/:id in place of /users/42.',
  },
  no_expiry: {
    what: 'Counters have no expiry',
    effect: 'No figure is wrong, but the keys stay in Redis for ever.',
    todo: 'Let the services set the expiry on the counter itself.',
  },
  short_expiry: {
    what: 'Counters expire early',
    effect: 'Older figures become unknown sooner.',
    todo: 'Let the services keep minutes 7, hours 30 and days 365 days.',
  },
  not_counted_yet: {
    what: 'Counting began recently, or older counters are lost',
    effect: 'What lies before is unknown.',
    todo: 'Nothing: figures fill in as time goes on.',
  },
  approximate: {
    what: 'Some figures are approximate',
    effect: 'Minutes at the edge of the day are gone, so whole hours stand in for them.',
    todo: 'Choose UTC for exact figures.',
  },
  unclassified: {
    what: 'Some statuses count neither as success nor as error',
    effect: 'They are left out of the success rate.',
    todo: 'Let the services use success and error, or three-digit codes.',
  },
  new_archive: {
    what: 'A new archive was begun',
    effect: 'The counters did not match the archive of this address, so none of it is used.',
    todo: 'Connect again and choose to keep the archive if it is the same Redis.',
  },
  archive_restored: {
    what: 'The archive was damaged and its backup took its place',
    effect:
      'The damaged file is kept. Reports that are younger than the backup are made again where Redis still has their counters.',
    todo: 'Check the disk. Settings list the damaged file.',
  },
  archive_unwritable: {
    what: 'The archive cannot be written at present',
    effect: 'Figures are right. What should be kept waits and is written as soon as that is possible.',
    todo: 'Make room on the disk, or see to its rights; it heals by itself.',
  },
  backup_failed: {
    what: 'The archive could not be backed up',
    effect: 'The archive itself and its earlier backups are as they were.',
    todo: 'Check that the disk of the archive has room; it is tried again by itself.',
  },
  archive_shown: {
    what: 'These are the figures of an archive that is only read',
    effect: 'Redis is not asked, and nothing is written.',
    todo: 'Go back when you have seen enough.',
  },
  archive_failed: {
    what: 'The local archive cannot be written',
    effect: 'Figures are right but are not kept.',
    todo: 'Check that the disk has room and that the data folder can be written.',
  },
  incomplete: {
    what: 'Not everything could be read',
    effect: 'Figures that were not read are unknown.',
    todo: 'Wait for the next reading.',
  },
  ...healthIssues,
  ...reportIssues,
  ...sharingIssues,
}
