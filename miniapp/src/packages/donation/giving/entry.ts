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

/** What else a gift is part of, and how much it shall be, as a link may say. */
export interface Through {
  teamId: string | null
  monthlyId: string | null
  amountFen: number | null
}

/** Reads what a link from a together page or a reminder adds to the project. */
export function readThrough(params: Partial<Record<string, string>>): Through {
  const { id, team, monthly, amount } = params
  // Only with a project: a scanned code is what it is.
  if (!id || params.scene || params.q || params.text) return { teamId: null, monthlyId: null, amountFen: null }
  const amountFen = /^[1-9]\d{0,8}$/.test(amount ?? '') ? Number(amount) : null
  return { teamId: team || null, monthlyId: monthly || null, amountFen }
}

/** Reads the page's parameters; null when the person came without a code and without a project. */
export function readEntry(params: Partial<Record<string, string>>): Entry | null {
  if (params.scene) return { kind: 'scene', value: params.scene }
  if (params.q) return { kind: 'q', value: decodedOnce(params.q) }
  if (params.text) return { kind: 'text', value: decodedOnce(params.text) }
  if (params.id) return { kind: 'project', value: params.id }
  return null
}
