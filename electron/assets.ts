import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'

/** A file that may be given to the page. */
export interface Asset {
  file: string
  contentType: string
}

export type FindAsset = (path: string) => Asset | undefined

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
}

/**
 * The allow-list of the page's files: a path is answered only if it equals the path of a file that lies in the built folder.
 * Paths are never resolved, so there is nothing to climb out of. The list is made anew with each load of the page.
 */
export function pageAssets(folder: string): FindAsset {
  let assets = listAssets(folder)
  return (path) => {
    if (path !== '/') return assets.get(path)
    assets = listAssets(folder)
    return assets.get('/index.html')
  }
}

function listAssets(folder: string, under = ''): Map<string, Asset> {
  const assets = new Map<string, Asset>()
  for (const entry of readdirSync(join(folder, under), { withFileTypes: true })) {
    const path = `${under}/${entry.name}`
    if (entry.isDirectory()) {
      for (const [inner, asset] of listAssets(folder, path)) assets.set(inner, asset)
      continue
    }
    const contentType = contentTypes[extname(entry.name)]
    if (entry.isFile() && contentType) assets.set(path, { file: join(folder, path), contentType })
  }
  return assets
}
