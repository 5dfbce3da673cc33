/**
 * Awaits `work`, or throws what nobody has caught meanwhile: Node would end with a stack trace, Electron would show a dialog
 * and go on.
 */
export async function untilUnexpected<T>(work: () => Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  process.on('uncaughtException', reject)
  process.on('unhandledRejection', reject)
  return Promise.race([work(), promise])
}
