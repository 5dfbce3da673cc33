import { expect, test } from 'vitest'
import { commandLine } from '../../electron/command-line.ts'

test('what stands behind --cli and two dashes is a command, whatever it is', () => {
  const program = ['/opt/Tallyscope/tallyscope-desktop', '--no-sandbox']
  expect(commandLine([...program, '--cli', '--', 'overview', '--url', 'redis://h', '--', '--cli'])).toEqual([
    'overview',
    '--url',
    'redis://h',
    '--',
    '--cli',
  ])
  expect(commandLine([...program, '--cli', '--'])).toEqual([])
})

test('the two dashes may be missing', () => {
  expect(commandLine(['Tallyscope', '--cli', '--version'])).toEqual(['--version'])
})

test('without --cli the window is wanted', () => {
  expect(commandLine(['Tallyscope'])).toBeNull()
  expect(commandLine(['electron', '.', '--', 'overview'])).toBeNull()
})
