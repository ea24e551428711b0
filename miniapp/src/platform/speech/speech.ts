/** A voice that reads to the person. */
export interface Speech {
  speaking: boolean
  /** Reads the sentences one after the other, in place of what was being read. */
  read(sentences: readonly string[]): void
  stop(): void
}
