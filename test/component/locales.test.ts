import { expect, test } from 'vitest'
import { en } from '../../renderer/locales/en.ts'
import { makeI18n } from '../../renderer/locales/i18n.ts'
import { zh } from '../../renderer/locales/zh.ts'

function leaves(value: object, path = ''): [string, string][] {
  return Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
    typeof one === 'string' ? [[path + name, one]] : leaves(one as object, `${path}${name}.`),
  )
}

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
const english = leaves(en)
const chinese = new Map(leaves(zh))

test('both languages have the same messages with the same figures in them', () => {
  expect([...chinese.keys()].sort()).toEqual(english.map(([key]) => key).sort())
  for (const [key, text] of english)
    expect([key, placeholders(chinese.get(key)!)]).toEqual([key, placeholders(text)])
})

test('every message can be said in both languages', () => {
  const { global } = makeI18n('en')
  const translate = global.t as (
    key: string,
    words: Record<string, string>,
    options: { locale: string },
  ) => string
  for (const [key, text] of english) {
    const words = Object.fromEntries(
      placeholders(text).map((name) => [name.slice(1, -1), `<${name.slice(1, -1)}>`]),
    )
    for (const locale of ['en', 'zh']) {
      const said = translate(key, words, { locale })
      expect(said, `${locale} ${key}`).not.toBe(key)
      for (const value of Object.values(words)) expect(said, `${locale} ${key}`).toContain(value)
    }
  }
})

test('what is translated is in Chinese', () => {
  const same = english.filter(([key, text]) => chinese.get(key) === text).map(([key]) => key)
  expect(same.sort()).toEqual(['app.name', 'hot.day', 'tiles.hourFrom'])
})

test('one endpoint is not "1 endpoints"', () => {
  const { global } = makeI18n('en')
  const count = (n: number): string => global.t('hot.count', { n: String(n) }, n)
  expect([count(0), count(1), count(2)]).toEqual([
    'today, 0 endpoints',
    'today, 1 endpoint',
    'today, 2 endpoints',
  ])
})
