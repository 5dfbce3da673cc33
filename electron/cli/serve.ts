import { AppError } from '../../shared/errors.ts'
import { defaultDataDir } from '../data-dir.ts'
import type { WebCommand } from './arguments.ts'
import { chosenSource } from './choose-source.ts'
import { createRedact } from './redact.ts'
import { createTerminal } from './terminal.ts'

/** Serves the app to a browser until Ctrl-C. Throws AppError where it cannot be served. */
export async function serve(command: WebCommand): Promise<number> {
  const { port, open, archiveFile, testNowMs } = command
  const dataDir = defaultDataDir()
  const url = process.env['TALLYSCOPE_URL']
  const { log } = createTerminal(process.stderr, createRedact(command.url ?? url ?? null))
  const connect = chosenSource(command, { dataDir, url, log })
  // Only this command needs the page and its server.
  const { runWeb } = await import('../web.ts')
  const core = {
    ...(archiveFile === null ? {} : { archiveFile }),
    ...(testNowMs === null ? {} : { testNowMs }),
  }
  try {
    return await runWeb({ port, open, dataDir, core, ...(connect === null ? {} : { connect }) })
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
