import { warn } from '../log'
import { eventIn, type OpenLine } from './line'
import type { Watched } from './watched'

const BLOCK = /^event: (.+)\ndata: (.+)$/m

/** Server-sent events read by fetch, which can carry the token; a browser that can't read while it comes has no line. */
export const openLineTo =
  ({ streamPath, headers }: Watched): OpenLine =>
  ({ alive, heard, ended }) => {
    const aborter = new AbortController()
    async function read(): Promise<void> {
      const answer = await fetch(`${API_BASE}${streamPath}`, {
        headers: await headers(),
        credentials: 'same-origin',
        signal: aborter.signal,
      })
      if (!answer.ok || !answer.body) throw new Error(`${streamPath} answered ${answer.status}`)
      const reader = answer.body.getReader()
      const decoder = new TextDecoder()
      let kept = ''
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return
        alive()
        const parts = (kept + decoder.decode(value, { stream: true })).split('\n\n')
        kept = parts.pop() ?? ''
        for (const part of parts) {
          const [, event, data] = BLOCK.exec(part) ?? []
          const told = data === undefined ? null : eventIn(event, JSON.parse(data))
          if (told) heard(told)
        }
      }
    }
    read()
      .catch((error: unknown) => {
        if (!aborter.signal.aborted) warn('line', error)
      })
      .finally(() => {
        if (!aborter.signal.aborted) ended()
      })
    return () => aborter.abort()
  }
