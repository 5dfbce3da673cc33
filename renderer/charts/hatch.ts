const tile = 6
const made = new Map<string, CanvasPattern | string>()

/** A diagonal hatching, the sign of what is running or unknown. */
export function hatch(colour: string): CanvasPattern | string {
  const known = made.get(colour)
  if (known) return known
  const pattern = makeHatch(colour)
  made.set(colour, pattern)
  return pattern
}

function makeHatch(colour: string): CanvasPattern | string {
  const canvas = document.createElement('canvas')
  const ratio = Math.max(1, Math.round(window.devicePixelRatio))
  canvas.width = tile * ratio
  canvas.height = tile * ratio
  const context = canvas.getContext('2d')
  if (!context) return colour
  context.scale(ratio, ratio)
  context.strokeStyle = colour
  context.lineWidth = 1
  context.beginPath()
  for (const shift of [-tile, 0, tile]) {
    context.moveTo(shift, tile)
    context.lineTo(shift + tile, 0)
  }
  context.stroke()
  const pattern = context.createPattern(canvas, 'repeat')
  pattern?.setTransform(new DOMMatrix().scale(1 / ratio))
  return pattern ?? colour
}
