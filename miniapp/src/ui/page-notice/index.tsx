import type { PropsWithChildren } from 'react'

/** A mini-program's pages are always at hand. */
export function PageNotice({ children }: PropsWithChildren) {
  return children
}
