/** A browser hands on an address. */
export const handsOnPages = false

/** The page's address for someone else's browser. */
export const webAddress = (path: string): string => new URL(path, window.location.origin).href
