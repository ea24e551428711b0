import type { UseQueryResult } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

/** What a page lives on: grey lines at first, a retry when it failed, what was read before while it is read again. */
export function Loaded<Data>({
  label,
  query,
  children,
}: {
  label: string
  query: UseQueryResult<Data>
  children: (data: Data) => ReactNode
}) {
  if (query.isPending)
    return (
      <div style={{ padding: 24 }} role='status' aria-label={`正在读取${label}`}>
        <Skeleton active title={false} paragraph={{ rows: 6, width: '100%' }} />
      </div>
    )
  return (
    <>
      {query.error && (
        <div style={{ padding: '20px 20px 4px' }}>
          <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {query.data !== undefined && children(query.data)}
    </>
  )
}
