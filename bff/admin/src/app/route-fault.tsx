import { EmptyState } from '../ui/empty-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'

/** Shown when a page breaks or can't be loaded, as after a new version was put in place. */
export function RouteFault() {
  return (
    <div style={{ padding: 24 }}>
      <PageHeader title='页面没有打开' />
      <div className='panel'>
        <EmptyState
          title='可能是网络断了，或系统刚刚更新'
          words='重新打开一次页面即可。如果仍然这样，请联系系统管理员。'
          action={{ label: '重新打开', onClick: () => window.location.reload() }}
        />
      </div>
    </div>
  )
}
