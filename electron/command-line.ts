/**
 * The command line of tallyscope as the packed program is given it, `--cli -- COMMAND …`: what stands after that, or null where
 * the window is wanted. The two dashes keep Chromium from taking options for its own and Electron from refusing an address.
 */
export function commandLine(argv: string[]): string[] | null {
  const at = argv.indexOf('--cli')
  if (at === -1) return null
  const rest = argv.slice(at + 1)
  return rest[0] === '--' ? rest.slice(1) : rest
}
