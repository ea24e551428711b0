import { type ReactNode, useEffect, useState } from 'react'

/** What stands below the first screen: drawn right after it, so that the first thing to read comes sooner on a slow phone. */
export function AfterPaint({ children }: { children: ReactNode }) {
  const [isPainted, setPainted] = useState(false)
  useEffect(() => {
    const soon = setTimeout(() => setPainted(true), 0)
    return () => clearTimeout(soon)
  }, [])
  return isPainted ? children : null
}
