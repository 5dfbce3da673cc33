/** Where the core writes what a maintainer may need. Messages hold no secret and no value that a caller sent. */
export interface Log {
  info(message: string): void
  warn(message: string): void
  error(message: string, error?: unknown): void
}
