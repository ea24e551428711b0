import { useCallback, useState } from 'react'
import { type FailureWords, failureWords } from './request'

interface Slice<T> {
  items: T[]
  nextCursor: string | null
}

/** The further pages of a list whose first page a screen has loaded. */
export function useFurtherPages<T>(first: Slice<T> | null, load: (cursor: string) => Promise<Slice<T>>) {
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
    }
  }, [first, kept, load])

  return { items: first ? [...first.items, ...kept.items] : [], more: kept.nextCursor ? more : null, failure }
}
