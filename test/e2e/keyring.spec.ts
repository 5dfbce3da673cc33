import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startRedis } from '../support/redis-server.ts'
import { clientOf, expectInNoFile, expectState, passwordStates } from './fixtures-passwords.ts'
import { expect, test } from './fixtures.ts'

const password = 'canary-5d1e0b'

test('a password is stored in the keyring, and one that it cannot read any more is asked for', async ({
  app,
}) => {
  test.slow()
  const isOld = await app.electron!.evaluate(() => Number.parseInt(process.versions.electron!, 10) < 40)
  test.skip(!isOld, 'the stand-in for a keyring is for the old Electron of the tests')
  const keyFile = join(app.dataDir, 'keyring')
  process.env['TALLYSCOPE_TEST_KEYRING'] = keyFile
  const locked = await startRedis({ password })
  try {
    const first = await app.restart()
    const { api } = clientOf(first)
    const { id } = await api.saveConnection({ url: locked.url, password })
    await api.openConnection({ id })
    expect(await passwordStates(first)).toEqual(['stored'])
    const second = await app.restart()
    await expectState(second, 'ready')
    await rm(keyFile)
    const third = await app.restart()
    await expectState(third, 'refused password_unreadable')
    expect(await passwordStates(third)).toEqual(['unreadable'])
    await clientOf(third).api.openConnection({ id, password })
    await expectState(third, 'ready')
    expect(await passwordStates(third)).toEqual(['stored'])
    await expectInNoFile(app, password)
  } finally {
    delete process.env['TALLYSCOPE_TEST_KEYRING']
    await locked.stop()
  }
})
