import { currentToken } from './session.ts'

const AGAIN_MS = 2_000

/**
 * Reads server-sent events by fetch, which can carry the token, until it is told to stop; a connection that ends or breaks is
 * opened again. What was missed meanwhile is told by the first event of every connection.
 */
export function readEvents(path: string, onEvent: (event: string) => void, onState: (isOpen: boolean) => void): () => void {
  const aborter = new AbortController()
  const { signal } = aborter
  async function readOnce(): Promise<void> {
    const answer = await fetch(path, { headers: { Authorization: `Bearer ${await currentToken()}` }, signal })
    if (!answer.ok || !answer.body) throw new Error(`${path} answered ${answer.status}`)
    onState(true)
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
    let kept = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const parts = (kept + value).split('\n\n')
      kept = parts.pop() ?? ''
      for (const part of parts) {
        const event = /^event: (.+)$/m.exec(part)?.[1]
        if (event) onEvent(event)
      }
    }
  }
  async function loop(): Promise<void> {
    while (!signal.aborted) {
      // A page that can't be pushed to asks at intervals instead; there is nothing to tell the person.
      await readOnce().catch(() => undefined)
      onState(false)
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
  }
  void loop()
  return () => aborter.abort()
}
