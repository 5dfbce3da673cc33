import { visibleName } from '../../shared/visible-name.ts'
import { useText } from './useText.ts'

const longestSpoken = 400

/** An endpoint's name as it is read aloud: where it is drawn in two pieces it would be read with a gap. */
export function useSpokenName() {
  const { t } = useText()
  return (name: string): string => visibleName(name).slice(0, longestSpoken) || t('hot.emptyName')
}
