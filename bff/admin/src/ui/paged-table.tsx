import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Button, Skeleton, Table, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { ProblemNotice } from './problem-notice.tsx'

export interface Page<Row> {
  items: Row[]
  nextCursor: string | null
}

export interface PagedTableProps<Row extends { id: string }> {
  /** Names the table for who can't see it. */
  label: string
  query: UseInfiniteQueryResult<InfiniteData<Page<Row>>>
  columns: TableColumnsType<Row>
  /** Shown when there is no row at all. */
  empty: ReactNode
  minWidth?: number
}

/** A list by cursor: grey lines at first, words when empty, a retry when it failed, more on request. */
export function PagedTable<Row extends { id: string }>({ label, query, columns, empty, minWidth }: PagedTableProps<Row>) {
  if (query.isPending) {
    return (
      <div style={{ padding: 24 }} role='status' aria-label={`正在读取${label}`}>
        <Skeleton active title={false} paragraph={{ rows: 6, width: '100%' }} />
      </div>
    )
  }
  if (!query.data) {
    return (
      <div style={{ padding: '20px 20px 4px' }}>
        {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      </div>
    )
  }
  const rows = query.data.pages.flatMap((page) => page.items)
  const more = (words: string) => (
    <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      {words}
    </Button>
  )
  return (
    <section aria-label={label} aria-busy={query.isFetching}>
      {query.error && (
        <div style={{ padding: '20px 20px 4px' }}>
          <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {rows.length === 0 ? (
        // A page may be empty where only some of what was looked through belongs to the list: it goes on behind it.
        query.hasNextPage ? (
          <div className='list-end'>看过的里面没有，后面还有没看的。 {more('接着看')}</div>
        ) : (
          empty
        )
      ) : (
        <>
          <Table<Row> rowKey='id' columns={columns} dataSource={rows} pagination={false} scroll={{ x: minWidth ?? 'max-content' }} />
          <div className='list-end'>{query.hasNextPage ? more('加载更多') : <>共 {rows.length} 条，已全部显示</>}</div>
        </>
      )}
    </section>
  )
}
