import { readFileSync } from 'node:fs'
import { arch, cpus, loadavg, totalmem, type } from 'node:os'

/** What the figures were measured on. No names of hosts or paths. */
export function describeMachine(): Map<string, string> {
  const processors = cpus()
  return new Map([
    ['Processor', processors[0]?.model.trim() ?? 'unknown'],
    ['Cores', String(processors.length)],
    ['Memory', `${(totalmem() / 2 ** 30).toFixed(1)} GiB`],
    ['System', `${systemName()}, ${arch()}`],
    ['Load of other programs at the start', `${loadavg()[0]!.toFixed(1)} (mean of the last minute)`],
    ['Node', process.versions.node],
  ])
}

function systemName(): string {
  try {
    return /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? type()
  } catch {
    return type()
  }
}
