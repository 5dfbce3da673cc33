import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRedis, type RedisServer } from '../support/redis-server.ts'

const root = join(import.meta.dirname, '..', '..')
/** What a service has on its PATH: npm puts the Node of this project before it. */
const servicePath = process.env['PATH']!.split(delimiter).filter((part) => !part.includes('node_modules'))
const env = Object.fromEntries(
  Object.entries({ ...process.env, PATH: servicePath.join(delimiter) }).filter(
    ([name]) => !/^npm_|^NODE_OPTIONS$|^VITEST/.test(name),
  ),
)

let redis: RedisServer
let dir: string
let project: string

function run(command: string, args: string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8' })
  if (error) throw error
  if (status !== 0) throw new Error(`${command} ${args[0]} ended with ${status}: ${stdout}${stderr}`)
  return stdout
}

const program = (load: string): string => `
${load}
const redis = new Redis({ host: '127.0.0.1', port: Number(process.argv[2]), lazyConnect: true })
const recorder = createRecorder({ redis, prefix: process.argv[3] })
const at = Date.parse('2096-02-29T13:41:07Z')
for (let i = 0; i < 1000; i++) recorder.record('user ' + (i % 10), '/a', '200', at)
const middlewares = [expressRecorder(recorder), fastifyRecorder(recorder)].map((each) => typeof each)
recorder.close().then((stats) => {
  console.log(JSON.stringify({ node: process.versions.node, middlewares, stats }))
})
`
const esm = `import { Redis } from 'ioredis'
import { createRecorder } from 'tallyscope-recorder'
import { expressRecorder } from 'tallyscope-recorder/express'
import { fastifyRecorder } from 'tallyscope-recorder/fastify'`
const commonJs = `const { Redis } = require('ioredis')
const { createRecorder } = require('tallyscope-recorder')
const { expressRecorder } = require('tallyscope-recorder/express')
const { fastifyRecorder } = require('tallyscope-recorder/fastify')`
const typed = `import { Cluster, Redis } from 'ioredis'
import { createRecorder, type Loss, type RecorderStats } from 'tallyscope-recorder'
import { expressRecorder } from 'tallyscope-recorder/express'
import { fastifyRecorder } from 'tallyscope-recorder/fastify'

const lost: Loss[] = []
const recorder = createRecorder({ redis: new Redis({ lazyConnect: true }), onLoss: (loss) => lost.push(loss) })
createRecorder({ redis: new Cluster([], { lazyConnect: true }), prefix: 'stats', flushIntervalMs: 500 })
const stats: Promise<RecorderStats> = recorder.close()
void stats
interface Request { baseUrl: string; user?: { id: number } }
expressRecorder(recorder, { user: ({ user }: Request) => user?.id, status: 'code' })
fastifyRecorder(recorder, { endpoint: (_request, pattern) => pattern && 'GET ' + pattern })
// @ts-expect-error a user is a text
recorder.record(42, '/a', '200')
`

beforeAll(async () => {
  redis = await startRedis()
  dir = mkdtempSync(join(tmpdir(), 'recorder-package-'))
  project = join(dir, 'service')
  mkdirSync(project)
  const pack = spawnSync(process.execPath, [join(root, 'electron', 'launch', 'pack-recorder.mjs'), dir], {
    encoding: 'utf8',
  })
  if (pack.status !== 0) throw new Error(`The package could not be built: ${pack.stdout}${pack.stderr}`)
  writeFileSync(join(project, 'package.json'), '{ "name": "service", "private": true }')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const packages = [join(dir, `tallyscope-recorder-${version}.tgz`), join(root, 'node_modules', 'ioredis')]
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', ...packages], project)
})
afterAll(async () => {
  await redis.stop()
  rmSync(dir, { recursive: true, force: true })
})

describe('the package of the recorder', () => {
  it('is self-contained: no dependencies, its own licence and guide, nothing of the app', () => {
    const folder = join(project, 'node_modules', 'tallyscope-recorder')
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>
    expect(manifest).toMatchObject({
      name: 'tallyscope-recorder',
      license: 'MIT',
      engines: { node: '>=18' },
      peerDependencies: { ioredis: '>=5' },
    })
    expect(manifest).not.toHaveProperty('dependencies')
    expect(manifest).not.toHaveProperty('private')
    for (const file of ['LICENSE', 'README.md']) expect(existsSync(join(folder, file))).toBe(true)
    for (const file of ['recorder.js', 'recorder.cjs', 'express.js', 'fastify.cjs']) {
      const imported = [
        ...readFileSync(join(folder, file), 'utf8').matchAll(/(?:from|require\()\s*"([^"]+)"/g),
      ]
      expect(imported.filter(([, name]) => !name!.startsWith('./'))).toEqual([])
    }
  })

  it.each([
    ['an ES module', 'service.mjs', esm],
    ['CommonJS', 'service.cjs', commonJs],
  ])('counts from %s by the Node of the system', async (_kind, file, load) => {
    writeFileSync(join(project, file), program(load))
    const { node, middlewares, stats } = JSON.parse(
      run('node', [file, String(redis.port), file], project),
    ) as { node: string; middlewares: string[]; stats: unknown }
    expect(node).toBe(run('node', ['-p', 'process.versions.node'], project).trim())
    expect(middlewares).toEqual(['function', 'function'])
    expect(stats).toEqual({ recorded: 1_000, waiting: 0, dropped: 0, uncertain: 0, problem: null })
    expect(await redis.command('GET', `${file}:day:46080:total`)).toBe('1000')
    expect(await redis.command('GET', `${file}:day:46080:user:user 3`)).toBe('100')
  })

  it('brings types for both kinds of modules', () => {
    for (const file of ['typed.mts', 'typed.cts']) writeFileSync(join(project, file), typed)
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
    const types = ['--typeRoots', join(root, 'node_modules', '@types'), '--types', 'node']
    const strict = ['--strict', '--noEmit', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022']
    expect(run(process.execPath, [tsc, ...strict, ...types, 'typed.mts', 'typed.cts'], project)).toBe('')
  })
})
