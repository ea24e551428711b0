export interface Voice {
  bytes: Uint8Array
  contentType: string
  /** Whole seconds, at least one. */
  seconds: number
}

export interface Recording {
  stop: () => void
  /** What was recorded, once it was stopped or is as long as it may be; null when nothing came of it. */
  done: Promise<Voice | null>
}

/** Whole seconds since an instant of this phone's clock. */
export const secondsSince = (began: number): number => Math.max(1, Math.round((Date.now() - began) / 1_000))
