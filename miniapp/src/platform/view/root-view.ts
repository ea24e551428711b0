import type { ViewPreference } from './preference'

/** A mini-program draws its tab bar itself, in WeChat's own text size. */
export function showOnRoot(_view: ViewPreference) {}
