import { describe, expect, it } from 'vitest'
import { callsText, changeText, shareText } from '../../electron/cli/figures.ts'
import { instantTexts } from '../../electron/cli/instants.ts'
import { createRedact } from '../../electron/cli/redact.ts'
import { visible } from '../../electron/cli/safe-text.ts'
import { tableLines } from '../../electron/cli/table.ts'
import { shorten, textWidth } from '../../electron/cli/text-width.ts'

describe('a figure for people', () => {
  it('is never 100% unless it is all, never 0% unless it is none', () => {
    expect([0, 1e-9, 0.12345, 0.999999, 1, 1.0000001, 1.5, null].map(shareText)).toEqual([
      '0%',
      '<0.01%',
      '12.35%',
      '99.99%',
      '100%',
      '>100%',
      '150.00%',
      '—',
    ])
  })

  it('that changed shows its sign, and 0% only where nothing changed', () => {
    expect([0, 0.00001, -0.00001, 0.0521, -0.5, -0.99999, -1, 12.345, null].map(changeText)).toEqual([
      '0%',
      '<+0.1%',
      '>-0.1%',
      '+5.2%',
      '-50.0%',
      '-99.9%',
      '-100.0%',
      '+1,234.5%',
      '—',
    ])
  })

  it('says that it is a lower bound, approximate or unknown', () => {
    expect(callsText(8_912_440)).toBe('8,912,440')
    expect(callsText(12, { approximate: true })).toBe('≈ 12')
    expect(callsText(null, { atLeast: 1_234 })).toBe('≥ 1,234')
    expect(callsText(null, { atLeast: 0 })).toBe('—')
    expect(callsText(0)).toBe('0')
  })
})

describe('a name for people', () => {
  it('cannot steer the terminal', () => {
    expect(visible('a\u001b[2Jb')).toBe('a\\u{1b}[2Jb')
    expect(visible('two\nlines\tand\r')).toBe('two\\nlines\\tand\\r')
    expect(visible('\u202egnp.exe\u2028\u0000\u009b')).toBe('\\u{202e}gnp.exe\\u{2028}\\u{0}\\u{9b}')
    expect(visible('')).toBe('""')
  })

  it('keeps what is seen', () => {
    expect(visible('/天气/é')).toBe('/天气/é')
    expect(visible('👩🏽\u200d💻')).toBe('👩🏽\u200d💻')
    expect(visible('1\u200d2')).toBe('1\\u{200d}2')
  })

  it('counts two columns for wide characters and none for marks', () => {
    expect(['abc', '天气', 'ｱ', '한국', 'e\u0301', '😀', '👩🏽\u200d💻', '—', ''].map(textWidth)).toEqual([
      3, 4, 1, 4, 1, 2, 2, 1, 0,
    ])
  })

  it('is shortened to columns, however long', () => {
    expect(shorten('short', 10)).toBe('short')
    expect(shorten('天气天气天气', 7)).toBe('天气天…')
    expect(textWidth(shorten('天'.repeat(70_000), 60))).toBeLessThanOrEqual(60)
    expect(shorten(`${'a'.repeat(60)}`, 60)).toBe('a'.repeat(60))
    expect(shorten(`${'a'.repeat(61)}`, 60)).toBe(`${'a'.repeat(59)}…`)
  })
})

describe('a table for people', () => {
  it('is aligned with wide characters in it', () => {
    const columns = [
      { title: 'Endpoint', align: 'left' as const },
      { title: 'Calls', align: 'right' as const },
    ]
    const lines = tableLines(columns, [
      ['/天气', '9,000'],
      ['/api/news', '1'],
    ])
    expect(lines).toEqual(['Endpoint   Calls', '/天气      9,000', '/api/news      1'])
    expect(new Set(lines.map(textWidth)).size).toBe(1)
  })
})

describe('an instant for people', () => {
  it('is in the zone, with its offset outside UTC', () => {
    const iso = '2026-10-25T01:30:00.000Z'
    expect(instantTexts('UTC').minute(iso)).toBe('2026-10-25 01:30')
    expect(instantTexts('UTC').full(iso)).toBe('2026-10-25 01:30:00 UTC')
    expect(instantTexts('Asia/Kathmandu').minute(iso)).toBe('2026-10-25 07:15 +05:45')
    expect(instantTexts('Europe/London').time(iso)).toBe('01:30')
  })

  it('tells the two passes of a repeated hour apart', () => {
    const { minute } = instantTexts('Europe/Berlin')
    expect(minute('2026-10-25T00:30:00.000Z')).toBe('2026-10-25 02:30 +02:00')
    expect(minute('2026-10-25T01:30:00.000Z')).toBe('2026-10-25 02:30 +01:00')
  })
})

describe('a message', () => {
  it('loses the password of the address wherever it stands, as written and decoded', () => {
    const redact = createRedact('redis://reader:hunter%2322@host:6379/0')
    const said = redact('failed: redis://reader:hunter%2322@host:6379/0, hunter#22, hunter%2322')
    expect(said).toBe('failed: redis://host:6379/0, …, …')
  })

  it('loses the password that was given beside an address', () => {
    expect(createRedact(null, 'hunter22')('WRONGPASS hunter22')).toBe('WRONGPASS …')
    expect(createRedact('redis://:other-one@h', 'hunter22')('other-one hunter22')).toBe('… …')
  })

  it('loses passwords with an "@" or a "/" in them', () => {
    const said = createRedact('redis://:p@ss/word@host')('of redis://:p@ss/word@host and p@ss/word')
    expect(said).toBe('of redis://host and …')
  })
})
