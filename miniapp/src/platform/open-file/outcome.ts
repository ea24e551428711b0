/** `needs_browser`: this place shows no files; the page must be opened in the phone's browser. */
export type OpenOutcome = 'opened' | 'needs_browser'
