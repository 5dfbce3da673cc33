import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** A copy of an archive that lies beside it. */
export interface BackupFile {
  file: string
  /** When it was made, in epoch milliseconds. */
  atMs: number
  bytes: number
}

const kept = 2

/** The backups of an archive, newest first. */
export function listBackups(file: string): BackupFile[] {
  return namesBeside(file)
    .map((name) => ({ name, atMs: timeInName(file, name) }))
    .filter((backup): backup is { name: string; atMs: number } => backup.atMs !== null)
    .sort((a, b) => b.atMs - a.atMs)
    .map(({ name, atMs }) => {
      const path = join(dirname(file), name)
      return { file: path, atMs, bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0 }
    })
}

/** The name of a backup that is made at an instant. */
export function backupName(file: string, atMs: number): string {
  return `${file}.backup-${new Date(atMs).toISOString().slice(0, 19).replaceAll(':', '-')}Z`
}

/** Removes all but the two newest backups, and what backups that were cut off left behind. */
export function pruneBackups(file: string): void {
  for (const backup of listBackups(file).slice(kept)) rmSync(backup.file, { force: true })
  const beginning = `${basename(file)}.backup-`
  for (const name of namesBeside(file)) {
    const pid = name.startsWith(beginning) && /\.([0-9]+)\.tmp(-journal|-wal|-shm)?$/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) rmSync(join(dirname(file), name), { force: true })
  }
}

function namesBeside(file: string): string[] {
  try {
    return readdirSync(dirname(file))
  } catch {
    // Without its folder there is none.
    return []
  }
}

function timeInName(file: string, name: string): number | null {
  const beginning = `${basename(file)}.backup-`
  if (!name.startsWith(beginning)) return null
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z$/.exec(name.slice(beginning.length))
  const atMs = match ? Date.parse(`${match[1]}T${match[2]}:${match[3]}:${match[4]}Z`) : Number.NaN
  return Number.isNaN(atMs) ? null : atMs
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
