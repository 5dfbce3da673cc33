import { describe, expect, test } from 'vitest'
import { formatBytes } from '../../renderer/format/bytes.ts'
import { formatCalls } from '../../renderer/format/calls.ts'
import { formatChange } from '../../shared/format/change.ts'
import { formatNumber } from '../../shared/format/number.ts'
import { formatRate } from '../../shared/format/rate.ts'
import { formatShare } from '../../shared/format/share.ts'
import { formatShort } from '../../shared/format/short.ts'

describe('counts', () => {
  test('are grouped by three in both languages', () => {
    expect(formatNumber(8_912_440, 'en')).toBe('8,912,440')
    expect(formatNumber(8_912_440, 'zh')).toBe('8,912,440')
    expect(formatNumber(9_007_199_254_740_991, 'en')).toBe('9,007,199,254,740,991')
  })

  test('are short on an axis, with 万 and 亿 in Chinese', () => {
    expect(formatShort(1_050_000, 'en')).toBe('1.05 M')
    expect(formatShort(525_000, 'en')).toBe('525 k')
    expect(formatShort(300, 'en')).toBe('300')
    expect(formatShort(0.5, 'en')).toBe('0.5')
    expect(formatShort(1_050_000, 'zh')).toBe('105 万')
    expect(formatShort(250_000_000, 'zh')).toBe('2.5 亿')
  })

  test('are grouped or short by choice, with one digit more where a unit is ten thousand', () => {
    expect(formatCalls(8_912_440, 'en', 'grouped')).toBe('8,912,440')
    expect(formatCalls(8_912_440, 'en', 'short')).toBe('8.91 M')
    expect(formatCalls(8_912_440, 'zh', 'short')).toBe('891.2 万')
    expect(formatCalls(89_124, 'zh', 'short')).toBe('8.912 万')
    expect(formatCalls(9_999, 'zh', 'short')).toBe('9,999')
  })
})

describe('sizes of files', () => {
  test('are in the unit that leaves one to three digits before the point', () => {
    expect(formatBytes(0, 'en')).toBe('0 B')
    expect(formatBytes(999, 'en')).toBe('999 B')
    expect(formatBytes(33_000, 'en')).toBe('33 kB')
    expect(formatBytes(999_600, 'en')).toBe('1.0 MB')
    expect(formatBytes(1_234_567_890, 'en')).toBe('1.2 GB')
  })
})

describe('shares', () => {
  test('are 100% only when it is all', () => {
    expect(formatShare(1, 'en')).toBe('100%')
    expect(formatShare(0.99999, 'en', 2)).toBe('>99.99%')
    expect(formatShare(0.99999, 'en')).toBe('>99.9%')
    expect(formatShare(0.9999, 'en', 2)).toBe('99.99%')
  })

  test('are 0% only when it is none', () => {
    expect(formatShare(0, 'en')).toBe('0.0%')
    expect(formatShare(0.000_001, 'en')).toBe('<0.1%')
    expect(formatShare(0.000_001, 'en', 2)).toBe('<0.01%')
    expect(formatShare(0.0005, 'en')).toBe('0.1%')
  })

  test('have one decimal, rates of success two', () => {
    expect(formatShare(0.40213, 'en')).toBe('40.2%')
    expect(formatShare(0.973086517, 'en', 2)).toBe('97.31%')
  })

  test('may exceed the whole', () => {
    expect(formatShare(1.0021, 'en')).toBe('100.2%')
  })
})

describe('changes', () => {
  test('have a sign, a direction and one decimal', () => {
    expect(formatChange(0.0812, 'en')).toEqual({ direction: 'up', text: '+8.1%', beside: '+8.1%' })
    expect(formatChange(-0.0338, 'zh')).toEqual({ direction: 'down', text: '−3.4%', beside: '−3.4%' })
  })

  test('are 0.0% only when nothing changed', () => {
    expect(formatChange(0, 'en')).toEqual({ direction: 'same', text: '0.0%', beside: '0.0%' })
  })

  test('below a tenth of a percent have no second sign beside their arrow', () => {
    expect(formatChange(0.0001, 'en')).toEqual({ direction: 'up', text: '<+0.1%', beside: '<0.1%' })
    expect(formatChange(-0.0001, 'zh')).toEqual({ direction: 'down', text: '>−0.1%', beside: '<0.1%' })
    expect(formatChange(0.0005, 'en').text).toBe('+0.1%')
  })

  test('are whole from a thousand percent on', () => {
    expect(formatChange(12.345, 'en').text).toBe('+1,235%')
  })
})

describe('calls per second', () => {
  test('keep three digits', () => {
    expect(formatRate(187.24, 'en')).toBe('187')
    expect(formatRate(72.93, 'en')).toBe('72.9')
    expect(formatRate(1.456, 'en')).toBe('1.46')
    expect(formatRate(99.97, 'en')).toBe('100')
  })

  test('are 0 only when there are none', () => {
    expect(formatRate(0, 'en')).toBe('0')
    expect(formatRate(0.001, 'en')).toBe('<0.01')
  })
})
