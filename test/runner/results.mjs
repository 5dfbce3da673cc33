import { readFileSync } from 'node:fs'

/** Numbers of one test run: `{ passed, failed, skipped: [{ title, why }] }`, read from the runner's JSON report. */

/** A report of Vitest. */
export function vitestResults(file) {
  const report = readJson(file)
  const tests = report?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? []
  const brokenFiles = report?.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(({ status }) => status === 'failed').length + (brokenFiles?.length ?? 0),
    skipped: tests
      .filter(({ status }) => ['skipped', 'pending', 'todo', 'disabled'].includes(status))
      .map(({ fullName }) => ({ title: fullName, why: 'its condition does not hold on this machine' })),
  }
}

/** A report of Playwright. */
export function playwrightResults(file) {
  const report = readJson(file)
  const tests = (report?.suites ?? []).flatMap(testsOf)
  const failed = tests.filter(({ status }) => status === 'unexpected' || status === 'flaky').length
  return {
    passed: tests.filter(({ status }) => status === 'expected').length,
    failed: failed + (report?.errors?.length ?? 0),
    skipped: tests
      .filter(({ status }) => status === 'skipped')
      .map(({ title, annotations }) => ({
        title,
        why: annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason is given',
      })),
  }
}

function testsOf({ specs = [], suites = [] }) {
  const own = specs.flatMap(({ title, tests }) => tests.map((test) => ({ ...test, title })))
  return [...own, ...suites.flatMap(testsOf)]
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
