/**
 * How the cashier ended: `maybe_paid` must be checked with the server; `left` means the page was left for the
 * cashier; `unsupported` means that nothing can be paid here.
 */
export type PayOutcome = 'maybe_paid' | 'cancelled' | 'failed' | 'left' | 'unsupported'

/** Where a gift can be paid from this page: known before anything is ordered. */
export type PayPlace = 'here' | 'browser_or_mini_program'
