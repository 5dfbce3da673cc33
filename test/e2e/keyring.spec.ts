import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { goToConnections, itemOf } from './fixtures-connections.ts'
import { clientOf, expectInNoFile, expectState, passwordStates } from './fixtures-passwords.ts'
import { expect, test } from './fixtures.ts'

test.slow()

const password = 'canary-5d1e0b'
let locked: RedisServer
let keyFile: string

test.beforeAll(async () => {
  locked = await startRedis({ password })
})
test.afterAll(() => locked.stop())

test.beforeEach(async ({ app }) => {
  const isOld = await app.electron!.evaluate(() => Number.parseInt(process.versions.electron!, 10) < 40)
  test.skip(!isOld, 'the stand-in for a keyring is for the old Electron of the tests')
  keyFile = join(app.dataDir, 'keyring')
  process.env['TALLYSCOPE_TEST_KEYRING'] = keyFile
})
test.afterEach(() => {
  delete process.env['TALLYSCOPE_TEST_KEYRING']
})

test('a password is stored in the keyring, and one that it cannot read any more is asked for', async ({
  app,
}) => {
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
})

test('what is typed into the form is stored where that is wanted, and typed again where it cannot be read', async ({
  app,
}) => {
  const first = await app.restart()
  await first.getByRole('link', { name: 'Connections', exact: true }).click()
  await first.getByLabel('Address').fill(locked.url)
  await first.getByLabel('Password', { exact: true }).fill(password)
  await first.getByLabel('Name').fill('Guarded')
  await expect(first.getByLabel('Keep the password in the keyring of this computer')).toBeChecked()
  await first.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(itemOf(first, 'Guarded')).toContainText('password in the keyring')
  await rm(keyFile)
  const second = await app.restart()
  const dialog = second.getByRole('dialog', { name: 'Password for Guarded' })
  await expect(dialog).toContainText('Type it again')
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByLabel('Keep the password in the keyring of this computer').uncheck()
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await goToConnections(second)
  await expect(itemOf(second, 'Guarded')).toContainText('password kept until the app ends')
  await expectInNoFile(app, password)
})
