/** Writes a text to stdout and waits until it is out. A reader that went away is no error. */
export function writeOut(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: NodeJS.ErrnoException | null): void => {
      if (!error || error.code === 'EPIPE') resolve()
      else reject(new Error(`The answer could not be written to stdout: ${error.message}`))
    }
    process.stdout.on('error', settle)
    process.stdout.write(text, settle)
  })
}
