import { expect, test } from 'vitest'
import type { ChartPicture } from '../../shared/chart-picture.ts'
import { chartSvg } from '../../shared/chart-svg.ts'

const look = { theme: 'light', width: 640, height: 260 } as const

function picture(change: Partial<ChartPicture> = {}): ChartPicture {
  return {
    title: 'Calls by hour',
    summary: 'Most calls at 02:00: 40.',
    kind: 'bars',
    unit: 'count',
    labels: ['00:00', '01:00', '02:00', '03:00'],
    ticks: [0, 2],
    series: [{ name: 'today', role: 'main', values: [10, 20, 40, 30] }],
    footer: 'Production · UTC',
    language: 'en',
    ...change,
  }
}

const textsOf = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text!)
const count = (svg: string, what: RegExp): number => [...svg.matchAll(what)].length

test('a picture names and describes itself', () => {
  const svg = chartSvg(picture(), look)
  const [, title, description] = /aria-labelledby="(\w+) (\w+)"/.exec(svg)!
  expect(svg).toContain(`<title id="${title}">Calls by hour</title>`)
  expect(svg).toContain(`<desc id="${description}">Most calls at 02:00: 40.</desc>`)
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 640 260"/)
  expect(svg).toContain('role="img"')
})

test('values stand at round numbers on the right, times below, the source at the end', () => {
  expect(textsOf(chartSvg(picture(), look))).toEqual([
    'Calls by hour',
    'Most calls at 02:00: 40.',
    '0',
    '20',
    '40',
    '00:00',
    '02:00',
    'Production · UTC',
  ])
})

test('a bar is as high as its value', () => {
  const svg = chartSvg(picture(), look)
  const bars = [...svg.matchAll(/M[\d.]+ ([\d.]+)V([\d.]+)h/g)].map(
    ([, from, to]) => Number(from) - Number(to),
  )
  expect(bars).toHaveLength(4)
  const [first] = bars
  expect(bars.map((height) => Math.round(height / first!))).toEqual([1, 2, 4, 3])
})

test('two pictures of one page share no id', () => {
  const idsOf = (svg: string): string[] => [...svg.matchAll(/ id="(\w+)"/g)].map(([, id]) => id!)
  const [one, other] = [picture(), picture({ title: 'Calls by day' })].map((each) =>
    idsOf(chartSvg(each, look)),
  )
  expect(new Set([...one!, ...other!]).size).toBe(one!.length + other!.length)
})

test('an unknown point is a hatched band and no bar', () => {
  const series = [{ name: 'today', role: 'main' as const, values: [10, null, null, 30] }]
  const svg = chartSvg(picture({ series }), look)
  expect(count(svg, /h[\d.]+V[\d.]+z/g)).toBe(2)
  expect(count(svg, /<rect [^>]*height="[\d.]+" fill="url\(#\w+u\)"/g)).toBe(2)
  expect(textsOf(svg)).toContain('unknown')
})

test('what follows the running bucket has not begun and is not unknown', () => {
  const series = [{ name: 'today', role: 'main' as const, values: [10, 20, null, null], partial: [1] }]
  const svg = chartSvg(picture({ series }), look)
  expect(textsOf(svg)).toContain('running')
  expect(textsOf(svg)).not.toContain('unknown')
  expect(svg).toContain('stroke-dasharray="3 2"')
})

test('an approximate figure bears its sign', () => {
  const series = [{ name: 'today', role: 'main' as const, values: [10, 20, 40, 30], approximate: [1] }]
  expect(
    textsOf(chartSvg(picture({ series, language: 'zh' }), look)).filter((text) => text === '≈'),
  ).toHaveLength(2)
})

test('lines are named at their ends, more than four by keys, and differ by their dashes', () => {
  const lines = (roles: (1 | 2 | 3 | 4 | 5 | 6)[]): string =>
    chartSvg(
      picture({
        kind: 'lines',
        series: roles.map((role) => ({ name: `/api/${role}`, role, values: [role, 2, 3, 4] })),
      }),
      look,
    )
  expect(lines([1, 2])).toContain('paint-order="stroke"')
  expect(lines([1, 2, 3, 4, 5, 6])).not.toContain('paint-order="stroke"')
  for (const role of [1, 2, 3, 4, 5, 6]) expect(textsOf(lines([1, 2, 3, 4, 5, 6]))).toContain(`/api/${role}`)
  const dashes = [...lines([2, 3, 4, 5, 6]).matchAll(/<path d="M[^"]*L[^"]*" stroke-dasharray="([^"]+)"/g)]
  expect(new Set(dashes.map(([, dash]) => dash)).size).toBe(5)
})

test('a line breaks where nothing is known, and a lone point is a dot', () => {
  const series = [{ name: 'today', role: 'main' as const, values: [10, 20, null, 30] }]
  const svg = chartSvg(picture({ kind: 'lines', series }), look)
  expect(count(svg, /<circle /g)).toBe(1)
  expect(/<path d="(M[\d.]+ [\d.]+L[\d.]+ [\d.]+)" stroke-width="1.75"/.test(svg)).toBe(true)
})

test('parts that are stacked reach as high as their sum', () => {
  const stacked = chartSvg(
    picture({
      kind: 'stacked',
      series: [
        { name: 'a', role: 1, values: [10, 20, 40, 30] },
        { name: 'b', role: 2, values: [30, 20, 40, 30] },
      ],
    }),
    look,
  )
  const tops = [...stacked.matchAll(/V([\d.]+)h/g)].map(([, top]) => Number(top))
  const zero = Number(/<path d="M16 ([\d.]+)H/.exec(stacked)![1])
  const heights = tops.map((top) => zero - top)
  expect(heights[4]! / heights[0]!).toBeCloseTo(4, 0)
  expect(heights[6]! / heights[2]!).toBeCloseTo(2, 1)
})

test('shares near 1 have an axis of their own, without an area that would lie', () => {
  const series = [{ name: 'rate', role: 'main' as const, values: [0.97, 0.98, 0.99, 1] }]
  const svg = chartSvg(picture({ kind: 'lines', unit: 'share', series }), look)
  expect(textsOf(svg)).toContain('100%')
  expect(textsOf(svg)).not.toContain('0%')
  expect(svg).not.toContain('fill="#dbe9ea"')
})

test('only a picture that follows the system has a style, and it is always the same', () => {
  expect(chartSvg(picture(), look)).not.toContain('<style>')
  expect(chartSvg(picture(), { ...look, theme: 'dark' })).toContain('#141a21')
  const styles = [picture(), picture({ kind: 'lines' })].map(
    (each) => /<style>(.*)<\/style>/.exec(chartSvg(each, { ...look, theme: 'auto' }))![1],
  )
  expect(styles[0]).toBe(styles[1])
  expect(styles[0]).toMatch(/^@media screen and \(prefers-color-scheme:dark\)/)
})

test('text is text, also what XML has no character for', () => {
  const svg = chartSvg(picture({ title: '<b>&"\u0000\uffff\u202e天气' }), look)
  expect(svg).toContain('>&lt;b&gt;&amp;&quot;\\0\ufffd\\u{202e}天气</title>')
})

test('a thousand and five hundred points are two paths and a small file', () => {
  const values = Array.from({ length: 1_500 }, (_, i) => 1_000 + (i % 97))
  const labels = values.map((_value, i) => `day ${i}`)
  for (const kind of ['bars', 'lines'] as const) {
    const svg = chartSvg(
      picture({
        kind,
        labels,
        ticks: labels.map((_, i) => i),
        series: [{ name: 'a', role: 'main', values }],
      }),
      look,
    )
    expect(svg.length).toBeLessThan(60_000)
    expect(textsOf(svg).length).toBeLessThan(30)
  }
})

test('a picture without points or of unknown ones alone is drawn all the same', () => {
  expect(chartSvg(picture({ labels: [], ticks: [], series: [] }), look)).not.toMatch(/NaN|Infinity/)
  const series = [{ name: 'today', role: 'main' as const, values: [null, null, null, null] }]
  expect(chartSvg(picture({ series }), look)).not.toMatch(/NaN|Infinity/)
})

test('a title of tens of kilobytes is cut', () => {
  expect(
    chartSvg(picture({ title: 'x'.repeat(50_000), footer: 'y '.repeat(20_000) }), look).length,
  ).toBeLessThan(10_000)
})
