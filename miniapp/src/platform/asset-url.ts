/** A picture's full address: a mini-program has no origin of its own. */
export function assetUrl(url: string): string {
  return url.startsWith('/') ? `${API_BASE}${url}` : url
}
