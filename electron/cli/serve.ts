import { AppError } from '../../shared/errors.ts'
import type { WebCommand } from './arguments.ts'

/** Serves the app to a browser until Ctrl-C. Throws AppError where it cannot be served. */
export async function serve({ port, open, archiveFile, testNowMs }: WebCommand): Promise<number> {
  // Only this command needs the page and its server.
  const { runWeb } = await import('../web.ts')
  const core = {
    ...(archiveFile === null ? {} : { archiveFile }),
    ...(testNowMs === null ? {} : { testNowMs }),
  }
  try {
    return await runWeb({ port, open, core })
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
