/** The embedded database can't be had or can't start: one sentence a new developer can act on. */
export class EmbeddedMongodError extends Error {
  constructor(sentence: string, options?: { cause?: unknown }) {
    super(sentence, options)
    this.name = 'EmbeddedMongodError'
  }
}
