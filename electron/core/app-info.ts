import { statSync } from 'node:fs'
import type { AppInfo } from '../../shared/api.ts'
import { settingsFile } from './settings/settings-file.ts'

interface AppFacts extends Pick<AppInfo, 'version' | 'host' | 'dataDir'> {
  logDir?: string
  archiveFile: string | null
}

/** What the program is and where its data lie. */
export function appInfo({ version, host, dataDir, logDir, archiveFile }: AppFacts): AppInfo {
  return {
    version,
    host,
    dataDir,
    settingsFile: settingsFile(dataDir),
    logDir: logDir ?? null,
    archive: archiveFile === null ? null : { file: archiveFile, bytes: archiveBytes(archiveFile) },
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}

/** The size of an archive with what is not yet written back from the log beside it. */
export function archiveBytes(archiveFile: string): number {
  return [archiveFile, `${archiveFile}-wal`].reduce(
    (sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}
