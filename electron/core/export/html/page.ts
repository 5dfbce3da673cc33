import { createHash } from 'node:crypto'
import { pictureStyle } from '../../../../shared/chart-svg-colours.ts'
import { chartSvg } from '../../../../shared/chart-svg.ts'
import type { ExportContent } from '../../../../shared/export-content.ts'
import { headFigures, type HeadFigure } from '../../../../shared/export-figures.ts'
import { exportPictures } from '../../../../shared/export-pictures.ts'
import { exportSections, type ExportSection } from '../../../../shared/export-sections.ts'
import { wordsOfExport } from '../../../../shared/export-words.ts'
import type { ExportWords } from '../../../../shared/words/en-export.ts'
import { languageTag, type Language } from '../../../../shared/languages.ts'
import { attributeText, markupText } from '../../../../shared/markup.ts'
import { passportLines } from '../../../../shared/passport-words.ts'
import { pageStyle } from './page-style.ts'
import { tableHtml } from './table.ts'

const chart = { theme: 'auto', width: 900, height: 250 } as const

/** What a document may do: show itself in these two styles. No script, no picture from elsewhere, no form. */
const policy = [
  "default-src 'none'",
  `style-src ${[pageStyle, pictureStyle].map((style) => `'sha256-${sha256(style)}'`).join(' ')}`,
  "img-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Daily reports as one HTML file that needs nothing else: figures, charts, tables and what it says of itself. */
export function exportPage(content: ExportContent, language: Language): string {
  const words = wordsOfExport[language]
  const { passport } = content
  const sections = exportSections(content, language)
  const title = content.only ? words.title.day : words.title.range
  const range = passport.from === passport.to ? passport.from : `${passport.from} – ${passport.to}`
  const about = [passport.source, passport.zone].map(markupText).join(' · ')
  return [
    `<!doctype html>\n<html lang="${languageTag[language]}">\n<head>\n<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<meta name="generator" content="${attributeText(passport.generator)}">`,
    `<title>${markupText(`${title} ${range} · ${passport.source}`)}</title>`,
    `<style>${pageStyle}</style>\n</head>\n<body>\n<main>`,
    `<header><h1>${title} ${range}</h1><p>${about}</p>${passport.sample ? `<p class="mark"><strong>${words.sample}.</strong> ${words.sampleHint}</p>` : ''}</header>`,
    `<dl class="figures">${headFigures(content, language)
      .map((figure) => figureHtml(figure, words))
      .join('')}</dl>`,
    ...exportPictures(content, language).map(
      (picture) => `<figure tabindex="0">${chartSvg(picture, chart)}</figure>`,
    ),
    navHtml(sections, words),
    ...sections.map((section) => tableHtml(section, language)),
    passportHtml(content, language),
    '</main>\n</body>\n</html>\n',
  ].join('\n')
}

const arrows = { up: '▲ ', down: '▼ ', same: '' }

function figureHtml({ id, text, value, note, direction }: HeadFigure, words: ExportWords): string {
  const arrow = direction ? arrows[direction] : ''
  return [
    `<div><dt>${words.figures[id]}</dt>`,
    `<dd class="figure${direction ? ` ${direction}` : ''}" data-figure="${id}" data-value="${value ?? ''}">${arrow}${markupText(text)}</dd>`,
    `<dd class="note">${markupText(note)}</dd></div>`,
  ].join('')
}

function navHtml(sections: readonly ExportSection[], words: ExportWords): string {
  const places = [...sections, { id: 'passport', title: words.passport.title }]
  const links = places.map(({ id, title }) => `<a href="#${id}">${title}</a>`).join('')
  return `<nav aria-label="${words.contents}">${links}</nav>`
}

function passportHtml({ passport }: ExportContent, language: Language): string {
  const { passport: words, unknownHint } = wordsOfExport[language]
  const lines = passportLines(passport, language).map(({ id, label, texts, value }) => {
    const text =
      texts.length === 1
        ? markupText(texts[0]!)
        : `<ul${id === 'missing' ? ' class="dates"' : ''}>${texts.map((one) => `<li>${markupText(one)}</li>`).join('')}</ul>`
    return `<dt>${label}</dt><dd data-passport="${id}" data-value="${attributeText(value)}">${text}</dd>`
  })
  return `<section class="passport" id="passport"><h2>${words.title}</h2><dl>${lines.join('')}</dl><p class="hint">${unknownHint}</p></section>`
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
