import { join } from 'node:path'
import { become, ensureBuilt, ensureInstalled, node24, root } from './ensure.mjs'

ensureInstalled()
ensureBuilt()
become(node24(), [join(root, 'electron', 'web.ts'), ...process.argv.slice(2)])
