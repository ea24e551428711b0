/** The secret of an invitation from the page's parameters: given alone, or inside the link that WeChat scanned. */
export function tokenIn(params: Partial<Record<string, string>>): string | null {
  if (params.t) return params.t
  if (!params.q) return null
  let link = params.q
  try {
    link = /^https?%3A/i.test(link) ? decodeURIComponent(link) : link
  } catch {
    // A broken escape can't be one of our links.
    return null
  }
  return /\/p\/([A-Za-z0-9_.-]{1,80})$/.exec(link)?.[1] ?? null
}
