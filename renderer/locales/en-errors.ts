import type { ErrorCode } from '../../shared/errors.ts'

export interface ErrorWords {
  /** What failed. */
  what: string
  /** What to do about it. */
  todo: string
}

export const errors: Record<ErrorCode, ErrorWords> = {
  bad_input: { what: 'A value was not accepted', todo: 'Check the fields of the form.' },
  bad_url: {
    what: 'This is not a Redis address',
    todo: 'Write it like redis://host:6379/0 or rediss://host:6380.',
  },
  unknown_host: {
    what: 'No computer of that name is known',
    todo: 'Check the host name, or your network and its DNS.',
  },
  unreachable: {
    what: 'Nothing answers at that address',
    todo: 'Check host and port, that Redis runs, and that no firewall is in between.',
  },
  timeout: {
    what: 'Redis does not answer in time',
    todo: 'It may be frozen or overloaded, or the network holds the connection. It is tried again by itself.',
  },
  tls_needed: {
    what: 'The server speaks TLS only',
    todo: 'Begin the address with rediss:// in place of redis://.',
  },
  tls_not_spoken: {
    what: 'The server does not speak TLS',
    todo: 'Begin the address with redis://, or use the port where TLS is spoken.',
  },
  tls_certificate: {
    what: 'The certificate of the server cannot be trusted',
    todo: 'Use the name that the certificate was made for, or have its authority installed on this computer.',
  },
  wrong_password: { what: 'User name or password is wrong', todo: 'Type them again.' },
  password_needed: {
    what: 'The server asks for a password',
    todo: 'Type the password of the connection.',
  },
  password_unreadable: {
    what: 'The stored password can no longer be read',
    todo: 'Type it again: the keyring of the system has lost its key or is locked.',
  },
  no_permission: {
    what: 'The account lacks a right',
    todo: 'Run the connection test: it names the right and shows the rule to ask for.',
  },
  not_redis: { what: 'What answers there is not Redis', todo: 'Check the port.' },
  loading: { what: 'Redis is still loading its data', todo: 'Wait: it is tried again by itself.' },
  busy: { what: 'Redis is busy with a script', todo: 'Wait: it is tried again by itself.' },
  is_cluster: {
    what: 'This is a Redis Cluster',
    todo: 'Clusters cannot be watched yet: choose a standalone server.',
  },
  is_sentinel: {
    what: 'This is a Sentinel, not a server with data',
    todo: 'Give the address of the Redis server that it watches.',
  },
  wrong_database: {
    what: 'The server has no database of that number',
    todo: 'Change the number at the end of the address.',
  },
  connection_lost: { what: 'The connection broke off', todo: 'It is tried again by itself.' },
  too_many_clients: {
    what: 'The server takes no more connections',
    todo: 'Ask its administrator to raise maxclients or to end unused connections.',
  },
  source_changed: {
    what: 'The counters do not match the archive of this address',
    todo: 'Open it again on the page Connections and say whether it is another Redis or the same one that lost data.',
  },
  archive_in_use: {
    what: 'The archive is in use',
    todo: 'End what else uses it, another window or a command, and try again.',
  },
  no_archive: {
    what: 'There is no archive yet',
    todo: 'Connect a Redis: its archive begins with its first answer.',
  },
  archive_unusable: {
    what: 'The local archive cannot be used',
    todo: 'Check that the disk has room and that the data folder can be written.',
  },
  settings_unwritable: {
    what: 'The settings could not be written',
    todo: 'Check that the disk has room and that the data folder can be written.',
  },
  unknown_connection: {
    what: 'That connection is not saved any more',
    todo: 'Choose another one, or add it again.',
  },
  day_running: {
    what: 'The day is still running',
    todo: 'Its report is made by itself when it is over.',
  },
  no_report: {
    what: 'Nothing is left to make that report from',
    todo: 'Its counters are gone from Redis and were not archived.',
  },
  no_report_zone: {
    what: 'It was not said by which days reports go',
    todo: 'Answer the question on the page Reports.',
  },
  not_supported: { what: 'This is not supported yet', todo: 'Choose another way.' },
  not_connected: { what: 'There is no connection', todo: 'Connect to a Redis, or look at the sample data.' },
  not_allowed: { what: 'This page may not do that', todo: 'Open the app again from where you started it.' },
  unknown_method: {
    what: 'Page and app are of different versions',
    todo: 'Reload the page, or restart the app.',
  },
  too_large: { what: 'The message was too large', todo: 'Ask for less at once.' },
  nothing_to_export: {
    what: 'No day of this range has a report',
    todo: 'Make the missing reports first, or choose other days.',
  },
  format_unavailable: {
    what: 'This host cannot make that kind of file',
    todo: 'Choose HTML: the desktop app prints it as PDF, and so can the browser.',
  },
  file_exists: {
    what: 'A file of that name is there already',
    todo: 'Replace it, or choose another folder.',
  },
  no_folder: { what: 'That folder is not there', todo: 'Choose a folder that exists.' },
  place_unwritable: {
    what: 'Nothing can be written to that folder',
    todo: 'Choose another folder, or ask for the right to write there.',
  },
  disk_full: {
    what: 'The disk is full',
    todo: 'Make room, or choose another folder. Nothing was left behind.',
  },
  name_too_long: {
    what: 'The path of the file is too long there',
    todo: 'Choose a folder with a shorter path.',
  },
  cancelled: { what: 'It was cancelled', todo: 'Start it again when you want it.' },
  internal: { what: 'Something unexpected went wrong', todo: 'The log of the app has the details.' },
}
