import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'vite'
import { fail, npm, root } from './ensure.mjs'

// Builds the recorder as a package of its own into a folder and a tgz under dist, or under the folder that is named.

const out = process.argv[2] ?? join(root, 'dist')
const folder = join(out, 'tallyscope-recorder')
const entries = {
  recorder: 'electron/recorder.ts',
  express: 'electron/recorder/express.ts',
  fastify: 'electron/recorder/fastify.ts',
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
await bundle('es', 'js')
await bundle('cjs', 'cjs')
declareTypes()
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
copyFileSync(join(root, 'electron', 'recorder', 'README.md'), join(folder, 'README.md'))
copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
if (npm(['pack', folder, '--pack-destination', out, '--loglevel=error']) !== 0)
  fail('npm pack failed: see above.')

async function bundle(format, extension) {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'node18',
      minify: false,
      lib: { entry: entries, formats: [format], fileName: (_format, name) => `${name}.${extension}` },
      rolldownOptions: {
        external: ['ioredis', /^node:/],
        output: { chunkFileNames: `served.${extension}` },
      },
    },
  })
}

/** The public types, once for each kind of module. The compiler is given the library of Node 18, so that nothing newer is used. */
function declareTypes() {
  const types = join(folder, 'types')
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const args = [tsc, '-p', join(root, 'electron', 'recorder'), '--outDir', types]
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 2, 2] })
  if (status !== 0) fail('The types could not be made: see above.')
  for (const name of [
    'recorder',
    'recorder/options',
    'recorder/express',
    'recorder/fastify',
    'recorder/served',
  ]) {
    const text = readFileSync(join(types, 'electron', `${name}.d.ts`), 'utf8')
    for (const [own, other] of [
      ['ts', 'js'],
      ['cts', 'cjs'],
    ]) {
      const flat = text.replaceAll(/'\.\/(?:recorder\/)?([a-z]+)\.ts'/g, `'./$1.${other}'`)
      writeFileSync(join(folder, `${basename(name)}.d.${own}`), flat)
    }
  }
  rmSync(types, { recursive: true })
}

function manifest() {
  const { version, license, author } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const entry = (name) => ({
    import: { types: `./${name}.d.ts`, default: `./${name}.js` },
    require: { types: `./${name}.d.cts`, default: `./${name}.cjs` },
  })
  return {
    name: 'tallyscope-recorder',
    version,
    description: 'Counts the calls of an API service in Redis, for Tallyscope.',
    author,
    license,
    type: 'module',
    main: './recorder.cjs',
    types: './recorder.d.ts',
    exports: { '.': entry('recorder'), './express': entry('express'), './fastify': entry('fastify') },
    engines: { node: '>=18' },
    peerDependencies: { ioredis: '>=5' },
  }
}
