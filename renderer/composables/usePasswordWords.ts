import type { PasswordState, PasswordStorage } from '../../shared/saved-connection.ts'
import { useText } from './useText.ts'

/** How a password is kept, in words; where it is not stored, why this computer cannot. */
export function usePasswordWords() {
  const { t } = useText()
  return {
    stateOf(password: PasswordState, { why }: PasswordStorage): string {
      const isForWantOf = password === 'session' && (why === 'plain_text' || why === 'no_keyring')
      return t(`connections.passwords.${isForWantOf ? why : password}`)
    },
    /** What becomes of one that is typed now. */
    fateOf({ canStore, why }: PasswordStorage, isWanted: boolean): string {
      if (canStore) return t(isWanted ? 'connections.form.inKeyring' : 'connections.form.untilEnd')
      return t(why === 'host' ? 'connections.form.host_only' : `connections.form.${why}`)
    },
  }
}
