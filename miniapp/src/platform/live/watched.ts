/** What is followed, and how one is known for it. */
export interface Watched {
  /** Where browsers read server-sent events. */
  streamPath: string
  /** What a browser says with it: the bearer token, and in whose name. */
  headers: () => Promise<Record<string, string>>
  /** What a mini-program shows in its socket's first message. */
  ticket: () => Promise<{ ticket: string; path: string }>
}
