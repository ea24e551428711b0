import { useNavigate } from 'react-router-dom'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'

export function NotFoundPage() {
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title='没有这个页面' />
      <div className='panel'>
        <EmptyState
          title='地址可能写错了，或页面已经移走'
          words='请从左侧菜单进入要办的事。'
          action={{ label: '去看捐赠记录', onClick: () => void navigate('/gifts') }}
        />
      </div>
    </>
  )
}
