import { useCallback, useState } from 'react'
import { type FailureWords, failureWords, isRefusal } from './request'

interface Slice<T> {
  items: T[]
  nextCursor: string | null
}

/**
 * The further pages of a list whose first page a screen has loaded.
 * @param askAgain loads the first page anew: when a further one is refused the whole list may be, and then its rows have to go
 */
export function useFurtherPages<T>(first: Slice<T> | null, load: (cursor: string) => Promise<Slice<T>>, askAgain?: () => Promise<void>) {
  const [further, setFurther] = useState<{ of: Slice<T> | null; items: T[]; nextCursor: string | null }>({
    of: null,
    items: [],
    nextCursor: null,
  })
  const [failure, setFailure] = useState<FailureWords | null>(null)
  // Pages that followed an earlier first page do not follow this one.
  const kept = further.of === first ? further : { of: first, items: [], nextCursor: first?.nextCursor ?? null }

  const more = useCallback(async () => {
    if (!kept.nextCursor) return
    try {
      const next = await load(kept.nextCursor)
      setFailure(null)
      setFurther({ of: first, items: [...kept.items, ...next.items], nextCursor: next.nextCursor })
    } catch (error) {
      setFailure(failureWords(error))
      if (isRefusal(error)) await askAgain?.()
    }
  }, [first, kept, load, askAgain])

  return { items: first ? [...first.items, ...kept.items] : [], more: kept.nextCursor ? more : null, failure }
}
