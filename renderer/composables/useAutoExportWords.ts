import type { ErrorCode } from '../../shared/errors.ts'
import { useFailureWords } from './useFailureWords.ts'
import { useText } from './useText.ts'

/** Why a day could not be exported by itself. Nobody is there to be asked whether a file may be replaced. */
export function useAutoExportWords() {
  const { t, language } = useText()
  const say = useFailureWords()
  return (code: ErrorCode, message: string): string =>
    code === 'file_exists' && language.value !== 'en'
      ? t('autoExport.taken')
      : say({ kind: 'error', code, message })
}
