import { join } from 'node:path'
import { become, ensureBuilt, ensureInstalled, node24, root } from './ensure.mjs'

const args = process.argv.slice(2)
ensureInstalled()
// Of all commands only this one shows the page.
if (args.includes('web')) ensureBuilt()
become(node24(), [join(root, 'electron', 'cli.ts'), ...args])
