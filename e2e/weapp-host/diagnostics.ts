/** One thing that went wrong, and while doing what. */
export interface Fault {
  kind: 'exception' | 'unhandled-rejection' | 'unknown-api' | 'view' | 'request-domain' | 'broken-image' | 'page-not-found'
  message: string
  where: string
}

export interface PageMeasure {
  route: string
  /** Of the page and of the components on it. */
  setDataCount: number
  /** Bytes of the JSON of the page's own first setData, and of the largest of all. */
  firstSetDataBytes: number
  largestSetDataBytes: number
}

export interface ConsoleLine {
  level: 'log' | 'info' | 'warn' | 'error' | 'debug'
  text: string
}

export interface Diagnostics {
  faults: Fault[]
  pages: PageMeasure[]
  console: ConsoleLine[]
  fault(kind: Fault['kind'], where: string, reason: unknown): void
}

export function describe(reason: unknown): string {
  if (typeof reason === 'string') return reason
  if (typeof reason === 'object' && reason !== null) {
    const { message, stack, errMsg } = reason as { message?: unknown; stack?: unknown; errMsg?: unknown }
    if (typeof stack === 'string' && stack) return stack.includes(String(message)) ? stack : `${String(message)}\n${stack}`
    if (typeof message === 'string') return message
    if (typeof errMsg === 'string') return errMsg
    try {
      return JSON.stringify(reason)
    } catch {
      return Object.prototype.toString.call(reason)
    }
  }
  return String(reason)
}

export function createDiagnostics(): Diagnostics {
  const faults: Fault[] = []
  return {
    faults,
    pages: [],
    console: [],
    fault: (kind, where, reason) => {
      faults.push({ kind, where, message: describe(reason) })
    },
  }
}
