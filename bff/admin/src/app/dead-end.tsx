import { useNavigate } from 'react-router-dom'
import { firstPageOf } from '../features/identity/menu.ts'
import { useAccount } from '../platform/use-session.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'

/** An address that leads nowhere for this person, with the way to the first page that is theirs. */
export function DeadEnd({ page, title, words }: { page: string; title: string; words: string }) {
  const navigate = useNavigate()
  const first = firstPageOf(useAccount().roles)
  return (
    <>
      <PageHeader title={page} />
      <div className='panel'>
        <EmptyState
          title={title}
          words={words}
          action={first ? { label: `去看${first.label}`, onClick: () => void navigate(first.path) } : undefined}
        />
      </div>
    </>
  )
}
