/** How a person came to the giving page. */
export type Entry = { kind: 'scene' | 'q' | 'text' | 'project'; value: string }

/** WeChat hands over links still percent-encoded, a web router decoded: a link that begins encoded is decoded once. */
function decodedOnce(value: string): string {
  if (!/^https?%3A/i.test(value)) return value
  try {
    return decodeURIComponent(value)
  } catch {
    // A broken escape can't be one of our links; the server says so better than we can.
    return value
  }
}

/** Reads the page's parameters; null when the person came without a code and without a project. */
export function readEntry(params: Partial<Record<string, string>>): Entry | null {
  if (params.scene) return { kind: 'scene', value: params.scene }
  if (params.q) return { kind: 'q', value: decodedOnce(params.q) }
  if (params.text) return { kind: 'text', value: decodedOnce(params.text) }
  if (params.id) return { kind: 'project', value: params.id }
  return null
}
