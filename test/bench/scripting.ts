interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** Microseconds of the thread's own processor time: a core that other programs take does not count. */
  tts?: number
  tdur?: number
  args?: { name?: string }
}

/** What the browser's own tools count as scripting: calls, what they leave for later, compilation and collection. */
const scripting = new Set([
  'EvaluateScript',
  'EventDispatch',
  'FireAnimationFrame',
  'FireIdleCallback',
  'FunctionCall',
  'MajorGC',
  'MinorGC',
  'RunMicrotasks',
  'TimerFire',
  'v8.callFunction',
  'v8.compile',
  'V8.GCScavenger',
  'v8.run',
  'WebSocketReceive',
])

/** What a script may force in its midst and the browser's tools count as rendering. */
const rendering = new Set(['Layout', 'UpdateLayoutTree', 'Paint', 'PrePaint', 'Layerize'])

/** The categories of a trace that `scriptingMs` reads. */
export const traceCategories = ['__metadata', 'devtools.timeline', 'v8', 'blink.console']

/** The processor time of scripting on the page's main thread in a trace, in ms: nested events count once, rendering does not. */
export function scriptingMs(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const pages = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  )
  const times = pages.map(({ pid, tid }) => {
    const own = traceEvents.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X')
    const rendered = own.filter(({ name }) => rendering.has(name))
    return unionMs([...own.filter(({ name }) => scripting.has(name)), ...rendered]) - unionMs(rendered)
  })
  return Math.max(...times)
}

function unionMs(events: TraceEvent[]): number {
  let sum = 0
  let until = 0
  const spans = events.map(({ tts = Number.NaN, tdur = Number.NaN }) => ({ start: tts, end: tts + tdur }))
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (Number.isNaN(end)) throw new Error('This browser does not tell the processor time of its threads.')
    if (end > until) sum += end - Math.max(start, until)
    until = Math.max(until, end)
  }
  return sum / 1_000
}
