import { Skeleton } from 'antd'

/** Grey lines in the shape of a page, with words for who can't see them. */
export function PageSkeleton({ label }: { label: string }) {
  return (
    <div style={{ padding: 32 }} role='status' aria-label={label}>
      <Skeleton active paragraph={{ rows: 8 }} />
    </div>
  )
}
