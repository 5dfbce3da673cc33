import type { Failure } from './failure.ts'
import { useText } from './useText.ts'

/** A failure in words. The core's sentence has the particulars; other languages say what and what to do. */
export function useFailureWords() {
  const { t, language } = useText()
  return (failure: Failure): string => {
    if (failure.kind === 'lost') return `${t('notice.lost')} ${t('notice.lostTodo')}`
    if (language.value === 'en' && failure.message)
      return [failure.message, failure.hint].filter(Boolean).join(' ')
    return `${t(`errors.${failure.code}.what`)}${t('hours.end')}${t(`errors.${failure.code}.todo`)}`
  }
}
