/** Ctrl-C or a request to end: the exit code is 128 and the number of the signal. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  readonly exitCode: number

  constructor(exitCode: number) {
    super('Interrupted.')
    this.exitCode = exitCode
  }
}

/** Awaits `work`, or throws Interrupted as soon as the process is asked to end. */
export async function untilInterrupted<T>(work: () => Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  // They stay in place: Ctrl-C may come twice, from the terminal and from the program that started this one.
  process.on('SIGINT', () => reject(new Interrupted(130)))
  process.on('SIGTERM', () => reject(new Interrupted(143)))
  return Promise.race([work(), promise])
}
