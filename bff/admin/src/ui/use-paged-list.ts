import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import type { Page } from './paged-table.tsx'

/** A list read page by page by its cursor. */
export function usePagedList<Row, P extends Page<Row>>(
  queryKey: QueryKey,
  read: (cursor: string | undefined) => Promise<P>,
  enabled = true,
  /** Read anew after so many milliseconds, all pages that are open. */
  refetchInterval: number | false = false,
) {
  return useInfiniteQuery({
    enabled,
    refetchInterval,
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })
}

/** All pages of a list that a person chooses from; a longer list than 20 pages is cut. */
export async function everyPage<Row>(read: (cursor: string | undefined) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | undefined
  for (let pages = 0; pages < 20; pages++) {
    const page = await read(cursor)
    rows.push(...page.items)
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  return rows
}
