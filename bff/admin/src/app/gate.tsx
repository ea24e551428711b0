import { useEffect } from 'react'
import { RouterProvider } from 'react-router-dom'
import { SignInAgain } from '../features/identity/sign-in-again.tsx'
import { SignInPage } from '../features/identity/sign-in-page.tsx'
import { queryClient } from '../platform/query-client.ts'
import { restoreSession } from '../platform/session.ts'
import { useSession } from '../platform/use-session.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageSkeleton } from '../ui/page-skeleton.tsx'
import { router } from './router.tsx'

/** Shows the sign-in page or the panel; an ended session keeps the panel and asks for the password above it. */
export function Gate() {
  const session = useSession()
  const accountId = 'account' in session && session.phase !== 'signing_in' ? session.account.id : null
  // Another tab may have signed someone else in: nothing that was read for one person is shown to the next.
  useEffect(() => () => void (accountId !== null && queryClient.resetQueries()), [accountId])
  switch (session.phase) {
    case 'restoring':
      return <PageSkeleton label='正在打开管理后台' />
    case 'unreachable':
      return (
        <EmptyState
          title='连不上服务器'
          words='请检查网络后再试。如果网络正常，可能是服务正在维护，请过几分钟再打开。'
          action={{ label: '再试一次', onClick: () => void restoreSession() }}
        />
      )
    case 'signed_out':
    case 'signing_in':
      return <SignInPage account={session.phase === 'signing_in' ? session.account : null} />
    case 'signed_in':
    case 'expired':
      return (
        <>
          <RouterProvider router={router} />
          {session.phase === 'expired' && <SignInAgain account={session.account} />}
        </>
      )
  }
}
