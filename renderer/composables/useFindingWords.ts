import type { Granularity } from '../../shared/api.ts'
import type { Finding } from '../../shared/health.ts'
import { visibleName } from '../../shared/visible-name.ts'
import { zhIssueDetail } from '../locales/zh-issue-details.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'

const longestWords = 700
const widths: Granularity[] = ['minute', 'hour', 'day']

/** The particulars of a finding in words; empty where it has none. */
export function useFindingWords() {
  const { t, language } = useText()
  const { count } = useFormat()
  // The core's own sentence has them, in English. What lacks expiry is said by its figures, in both languages.
  return (finding: Finding): string => {
    const { code, params } = finding
    const width = widths.find((one) => one === params?.['granularity'])
    const [n, of] = [params?.['withoutExpiry'], params?.['looked']]
    if (code === 'no_expiry' && width && typeof n === 'number' && typeof of === 'number')
      return t(`health.without.${width}`, { n: count(n), of: count(of) })
    const words = language.value === 'en' ? finding.message : zhIssueDetail(finding)
    return visibleName(words).slice(0, longestWords)
  }
}
