import { ESLint } from 'eslint'
import { expect, test } from 'vitest'

const eslint = new ESLint({ cwd: new URL('../..', import.meta.url).pathname })

async function rulesBrokenBy(filePath: string, code: string): Promise<(string | null)[]> {
  const text = filePath.endsWith('.vue') ? `<script setup lang="ts">\n${code}\n</script>\n` : `${code}\n`
  const [result] = await eslint.lintText(text, { filePath })
  return result!.messages.map(({ ruleId }) => ruleId)
}

const forbiddenImports: [file: string, imported: string][] = [
  ['shared/overview.ts', 'node:fs'],
  ['shared/overview.ts', 'vue'],
  ['shared/overview.ts', '../electron/version.ts'],
  ['shared/overview.ts', '../renderer/format/numbers.ts'],
  ['shared/overview.ts', '../test/support/calls.ts'],
  ['electron/core/settings.ts', 'electron'],
  ['electron/core/settings.ts', 'ioredis'],
  ['electron/core/settings.ts', '../data-dir.ts'],
  ['electron/core/settings.ts', '../../renderer/format/numbers.ts'],
  ['electron/core/settings.ts', '../../test/support/calls.ts'],
  ['electron/core/stats/reader.ts', 'electron/main'],
  ['electron/core/stats/reader.ts', 'ioredis'],
  ['electron/core/stats/reader.ts', '../../web.ts'],
  ['electron/core/source/redis.ts', 'electron'],
  ['electron/core/source/redis.ts', '../../main.ts'],
  ['electron/core/source/redis.ts', 'vue'],
  ['electron/recorder.ts', 'electron'],
  ['electron/recorder.ts', './core/clock.ts'],
  ['electron/recorder.ts', '../renderer/format/numbers.ts'],
  ['electron/recorder/book.ts', 'electron'],
  ['electron/recorder/book.ts', '../core/clock.ts'],
  ['electron/recorder/book.ts', '../recorder.ts'],
  ['electron/recorder/book.ts', '../../test/support/calls.ts'],
  ['electron/cli/record.ts', 'ioredis'],
  ['electron/cli/demo.ts', '../core/source/sample/traffic.ts'],
  ['electron/core/stats/reader.ts', '../../recorder.ts'],
  ['electron/main.ts', 'ioredis'],
  ['electron/main.ts', './core/stats/reader.ts'],
  ['electron/window.ts', '../renderer/format/numbers.ts'],
  ['electron/ipc.ts', './core/source/create.ts'],
  ['electron/menu.ts', '../test/support/calls.ts'],
  ['electron/web.ts', 'electron'],
  ['electron/web/http.ts', '../core/stats/reader.ts'],
  ['electron/cli.ts', 'electron'],
  ['electron/cli.ts', 'ioredis'],
  ['electron/preload.ts', 'node:fs'],
  ['electron/preload.ts', './wire.ts'],
  ['electron/preload.ts', '../shared/rpc.ts'],
  ['renderer/main.ts', 'electron'],
  ['renderer/main.ts', 'node:path'],
  ['renderer/main.ts', 'ioredis'],
  ['renderer/main.ts', '../electron/version.ts'],
  ['renderer/main.ts', '../test/support/calls.ts'],
  ['renderer/views/OverviewView.vue', '../../shared/rpc.ts'],
  ['renderer/views/OverviewView.vue', 'electron'],
  ['renderer/components/StatTile.vue', '../../shared/rpc.ts'],
  ['renderer/components/StatTile.vue', '../composables/useOverview.ts'],
  ['renderer/components/StatTile.vue', '../composables/useClient.ts'],
  ['renderer/components/StatTile.vue', '../views/OverviewView.vue'],
  ['renderer/components/StatTile.vue', 'ws'],
]

test.each(forbiddenImports)('%s may not import %s', async (file, imported) => {
  const broken = await rulesBrokenBy(file, `import { thing } from '${imported}'\nthing()`)
  expect(broken).toContain('@typescript-eslint/no-restricted-imports')
})

const allowedImports: [file: string, statement: string][] = [
  ['shared/overview.ts', "import { thing } from 'valibot'"],
  ['shared/overview.ts', "import { thing } from './time.ts'"],
  ['electron/core/index.ts', "import { thing } from '../../shared/rpc.ts'"],
  ['electron/core/stats/reader.ts', "import { thing } from '../../../shared/keys.ts'"],
  ['electron/core/source/redis.ts', "import { thing } from 'ioredis'"],
  ['electron/recorder.ts', "import { thing } from './recorder/book.ts'"],
  ['electron/recorder.ts', "import { thing } from '../shared/time.ts'"],
  ['electron/recorder/book.ts', "import { thing } from '../../shared/time.ts'"],
  ['electron/recorder/client.ts', "import { thing } from 'ioredis'"],
  ['electron/cli/record.ts', "import { thing } from '../recorder.ts'"],
  ['electron/main.ts', "import { thing } from 'electron'"],
  ['electron/main.ts', "import { thing } from './core/index.ts'"],
  ['electron/preload.ts', "import { thing } from 'electron'"],
  ['electron/web.ts', "import { thing } from 'ws'"],
  ['renderer/views/OverviewView.vue', "import { thing } from '../composables/useOverview.ts'"],
  ['renderer/components/StatTile.vue', "import { thing } from '../../shared/time.ts'"],
]

test.each(allowedImports)('%s may say %s', async (file, statement) => {
  expect(await rulesBrokenBy(file, `${statement}\nthing()`)).toEqual([])
})

const forbiddenCode: [file: string, code: string, rule: string][] = [
  ['shared/time.ts', 'export const at = Date.now()', 'no-restricted-syntax'],
  ['shared/time.ts', 'export const at = new Date()', 'no-restricted-syntax'],
  ['electron/core/stats/reader.ts', 'setTimeout(() => {}, 1)', 'no-restricted-globals'],
  ['electron/core/stats/reader.ts', 'setInterval(() => {}, 1)', 'no-restricted-globals'],
  ['electron/core/stats/reader.ts', "console.log('x')", 'no-console'],
  ['renderer/main.ts', "document.body.innerHTML = 'x'", 'no-restricted-syntax'],
  ['renderer/main.ts', "eval('x')", 'no-eval'],
  ['electron/main.ts', "new Function('x')", 'no-new-func'],
]

test.each(forbiddenCode)('%s may not hold %s', async (file, code, rule) => {
  expect(await rulesBrokenBy(file, code)).toContain(rule)
})

test('a template may not set markup', async () => {
  const template = '<script setup lang="ts"></script>\n\n<template><p v-html="x" /></template>\n'
  const [result] = await eslint.lintText(template, { filePath: 'renderer/components/StatTile.vue' })
  expect(result!.messages.map(({ ruleId }) => ruleId)).toContain('vue/no-v-html')
})
