import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * The folder of settings, archives and logs: the one that Electron takes for this program, so that all doors share it.
 * TALLYSCOPE_DATA_DIR puts another in its place.
 */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env['TALLYSCOPE_DATA_DIR']) return resolve(env['TALLYSCOPE_DATA_DIR'])
  return join(settingsFolder(env, platform), 'Tallyscope')
}

function settingsFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  if (platform === 'win32') return env['APPDATA'] || join(homedir(), 'AppData', 'Roaming')
  return env['XDG_CONFIG_HOME'] || join(homedir(), '.config')
}
