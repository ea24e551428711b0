import { Gauge } from 'prom-client'
import type { Log } from '../log/index.ts'
import type { Metrics } from './metrics.ts'

/** Scrapes that come close together share one look at the database. */
const KEPT_MS = 5_000
const MOST_MS = 2_000

export interface GaugeSpec {
  name: string
  /** What it means to whoever is woken by it. */
  help: string
  /** The values by the gauge's one label, or one value. Infinity for "never". */
  read(): Promise<number | Record<string, number>>
  label?: string
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${MOST_MS} ms`)), MOST_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** States that are looked up when they are asked for. One that can't be read is NaN; the others are still told. */
export function addGauges(metrics: Metrics, log: Log, specs: readonly GaugeSpec[]): void {
  for (const { name, help, read, label } of specs) {
    let readAt = 0
    new Gauge({
      name,
      help,
      labelNames: label ? [label] : [],
      registers: [metrics.registry],
      async collect() {
        if (Date.now() - readAt < KEPT_MS) return
        try {
          const found = await inTime(read())
          if (typeof found === 'number') this.set(found)
          else for (const [value, count] of Object.entries(found)) this.set(label ? { [label]: value } : {}, count)
          readAt = Date.now()
        } catch (error) {
          log.warn({ err: error, gauge: name }, 'a state could not be read for the metrics')
          this.reset()
          if (!label) this.set(Number.NaN)
        }
      },
    })
  }
}
