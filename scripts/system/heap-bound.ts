/**
 * How Node runs the BFF, here and in production (docs/operations.md). What lives in its heap is about 80 MB; without a bound
 * V8 lets garbage grow to four times that on a large machine before it clears up, with one it stays below about twice.
 */
export const heapBound = ['--max-old-space-size=1024'] as const
