import { AppError } from '../../shared/errors.ts'
import { defaultDataDir } from '../data-dir.ts'
import type { WebCommand } from './arguments.ts'
import { chosenSource, ownPrefixes } from './choose-source.ts'
import { openSource } from './open-source.ts'

/** Serves the app to a browser until Ctrl-C. Throws AppError where it cannot be served. */
export async function serve(command: WebCommand): Promise<number> {
  const { port, open, archiveFile, testNowMs } = command
  const dataDir = defaultDataDir()
  const source = chosenSource(command)
  // Only this command needs the page and its server.
  const { runWeb } = await import('../web.ts')
  const core = {
    prefixes: ownPrefixes(command),
    ...(archiveFile === null ? {} : { archiveFile }),
    ...(testNowMs === null ? {} : { testNowMs }),
  }
  try {
    return await runWeb({
      port,
      open,
      dataDir,
      core,
      begin: async (api) => source && (await openSource(api, source))('check'),
    })
  } catch (error) {
    throw servingError(error, port)
  }
}

function servingError(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE')
    return new AppError('not_allowed', `Port ${port} is taken: choose another with --port.`)
  if (code === 'EACCES')
    return new AppError('not_allowed', `Port ${port} is not for this account: choose another with --port.`)
  if (code === 'ENOENT')
    return new AppError('not_supported', 'The page has not been built: run "npm run build".')
  return error
}
