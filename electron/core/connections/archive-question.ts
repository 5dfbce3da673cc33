import { AppError } from '../../../shared/errors.ts'
import type { Log } from '../log.ts'
import { archiveOfSource } from '../reports/archive-of-source.ts'
import { isSameSource, sourceInputOf, type StoredConnection } from '../settings/stored-connection.ts'
import { sourceInfo } from '../source/create.ts'

/**
 * An archive belongs to a source and not to its address. Where an edit leads to another address, prefix or offset and there
 * is an archive of the one before, it goes along (`keep`), stays behind (`new`), or the person is asked: `source_changed`.
 * Gives back how the archive is to be opened then: one that went along was answered for.
 */
export function settleArchive(
  before: StoredConnection,
  next: StoredConnection,
  { answer, dataDir, log }: { answer: 'check' | 'keep' | 'new'; dataDir: string; log: Log },
): 'check' | 'keep' {
  if (isSameSource(before, next) || answer === 'new') return 'check'
  const archivesOf = (connection: StoredConnection) =>
    archiveOfSource({ dataDir, info: sourceInfo(sourceInputOf(connection, null)), log })
  const earlier = archivesOf(before)
  if (!earlier.hasAny()) return 'check'
  if (answer === 'check') {
    throw new AppError(
      'source_changed',
      'There is an archive of what this connection read before: either the same counters are only found elsewhere, or these are others.',
      { hint: 'Say whether the archive goes along or stays behind.' },
    )
  }
  archivesOf(next).continueFrom(earlier)
  return 'keep'
}
