/** The command line itself is wrong: exit code 2. The message says what to write. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage'
}
