import { execFile } from 'node:child_process'
import { expect, it } from 'vitest'

const unexpected = new URL('../../electron/cli/unexpected.ts', import.meta.url)

/** Runs work that never ends, in a process in which something else goes wrong. */
function outcome(mishap: string): Promise<string> {
  const script = `
    import { untilUnexpected } from ${JSON.stringify(unexpected.href)}
    setImmediate(() => { ${mishap} })
    try {
      await untilUnexpected(() => new Promise(() => setInterval(() => undefined, 1_000)))
    } catch (error) {
      console.log('caught: ' + error.message)
      process.exit(1)
    }`
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '-e', script], (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    )
  })
}

it.each([
  ['an error that nobody catches', "throw new Error('torn')"],
  ['a promise that nobody awaits', "void Promise.reject(new Error('torn'))"],
])('%s ends a command as any failure does', async (_title, mishap) => {
  expect(await outcome(mishap)).toBe('caught: torn\n')
})
