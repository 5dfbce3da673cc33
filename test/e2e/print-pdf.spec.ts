import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { SeedEntry } from '../support/redis-server.ts'
import { clientOf } from './fixtures-passwords.ts'
import { daysAgo, withReports, written } from './fixtures-reports.ts'
import { expect, test } from './fixtures.ts'

test.setTimeout(240_000)

const run = promisify(execFile)
const names = [
  '天气/接口',
  '<script>document.body.textContent="ran"</script>',
  '<img src="http://127.0.0.1:9/leak">',
  '"><style>*{display:none}</style>',
]

let folder = ''
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tallyscope-e2e-pdf-'))
})
test.afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

test('a day is printed in Chinese, every number and name as it is, with page numbers', async ({
  page,
  app,
  redis,
}) => {
  const day = daysAgo(3)
  const calls = [7_654_321, 654_321, 54_321, 4_321]
  await redis.seed(
    names.map((name, i): SeedEntry => [`stats:day:${day.number}:api:${name}`, String(calls[i])]),
  )
  await withReports(page, redis)
  const { files } = await clientOf(page).api.exportReports({
    from: day.date,
    to: day.date,
    formats: ['pdf'],
    language: 'zh',
    place: { folder },
  })
  expect(files.map(({ name }) => name)).toEqual(await readdir(folder))
  const file = files[0]!.path!
  expect((await readFile(file)).subarray(0, 5).toString()).toBe('%PDF-')

  const { stdout: text } = await run('pdftotext', ['-layout', file, '-'])
  expect(text).toContain(`日报 ${day.date}`)
  expect(text).toContain(day.calls)
  for (const [i, name] of names.entries()) {
    expect(text.replaceAll(/\s/g, '')).toContain(name.replaceAll(/\s/g, ''))
    expect(text).toContain(written(calls[i]!))
  }
  const pages = text.split('\f').filter((one) => one.trim() !== '')
  expect(pages.length).toBeGreaterThan(1)
  for (const [i, one] of pages.entries())
    expect(one.trimEnd()).toMatch(new RegExp(`${i + 1} ?/ ?${pages.length}$`))

  const { stdout: info } = await run('pdfinfo', [file])
  expect(info).toMatch(/Page size: +59[45](\.\d+)? x 84[12](\.\d+)? pts \(A4\)/)
  expect(info).toMatch(/JavaScript: +no/)
  const open = await app.electron!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  expect(open).toBe(1)
})
