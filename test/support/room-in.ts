const widthMs = { hour: 3_600_000, day: 86_400_000 }

/**
 * Waits for the next UTC hour or day where the running one ends too soon: what a test counts now and reads a little later
 * then lies in one bucket. Hardly any run has to wait.
 */
export async function roomIn(bucket: 'hour' | 'day', neededMs = 60_000): Promise<void> {
  const leftMs = (): number => widthMs[bucket] - (Date.now() % widthMs[bucket])
  while (leftMs() < neededMs) await new Promise((resolve) => setTimeout(resolve, leftMs() + 1))
}
