/** What the bench asks a measured process, and what it answers. */
export type Question = 'usage' | 'stop'
export interface Ready {
  url: string
  campaignId: string
  subMchid: string
}
export interface Usage {
  /** User and system time of this process since its start, µs. */
  cpuMicros: number
  peakRssMb: number
  rssMb: number
}

/** Lets the bench ask this process for its own figures. */
export function answerBench(ready: Ready, stop: () => Promise<void>): void {
  process.on('message', (question: Question) => {
    if (question === 'usage') {
      const { user, system } = process.cpuUsage()
      process.send?.({
        cpuMicros: user + system,
        peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
        rssMb: process.memoryUsage().rss / 2 ** 20,
      } satisfies Usage)
    } else
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
  })
  process.on('disconnect', () => process.exit(1))
  process.send?.(ready)
}
